"""How figures hang together: before and after, a whole and its parts, one thing said twice."""
