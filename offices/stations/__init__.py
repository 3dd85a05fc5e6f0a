"""Stations, what is known of them, and the civil-affairs windows (三(三)1)."""
