"""Settings for the property tests of the attribution rules."""

from hypothesis import settings

# The machines that run the tests may be busy, and how long one example takes proves nothing.
settings.register_profile("links", deadline=None)
settings.load_profile("links")
