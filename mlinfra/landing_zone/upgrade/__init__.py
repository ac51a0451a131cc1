"""Rewrite stack files from old public names to new ones, with the table of `renamed_fields`."""
