"""Makes the browser fixtures known to all tests."""

pytest_plugins = ("tests.browser.fixtures",)
