"""Product feeds for search engines and marketplaces, priced to the door of one country."""
