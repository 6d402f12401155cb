"""Window chrome: top bar, menus and keys, palette, preferences, reports, the tour."""
