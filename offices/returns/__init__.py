"""业务报表: figures that units return each period. Opened, filled in, and read back as they count on a day."""
