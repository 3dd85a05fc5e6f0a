"""Rural nursing homes and how many residents they care for (三(三)2-7 … 2-10)."""
