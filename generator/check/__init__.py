"""Looking at a site before money is spent on it."""
