"""The view Live."""
