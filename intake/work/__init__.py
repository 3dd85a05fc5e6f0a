"""Long work on a table: asked for here, done by the worker or at once."""
