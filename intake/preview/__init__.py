"""What an import would do, kept, shown page by page, and put right on the spot."""
