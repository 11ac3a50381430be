"""The marts as files and tables for others: four formats with their descriptions, and PostgreSQL."""
