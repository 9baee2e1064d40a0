"""The courses a consignment can take: inside one territory, across a border, or into China's own channels."""
