"""Territoires d’industrie: the dashboard's own code (queries, data access, charts, layout)."""
