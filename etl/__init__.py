"""Build the Parquet tables of the public data set; never imported by the dashboard."""
