"""What was drawn, as frozen records and columnar tables, in metres and true north."""
