"""What measures the dashboard's speed."""
