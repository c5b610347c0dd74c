"""Which model of the apparatus (a merger, a post held by one person) a figure tells of."""
