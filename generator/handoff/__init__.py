"""What a marketer pastes where: addresses for ads, forms for anchors, settings for AppsFlyer."""
