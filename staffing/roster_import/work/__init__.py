"""Long work on a roster: asked for here, done by the worker or at once."""
