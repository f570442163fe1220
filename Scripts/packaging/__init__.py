"""How Scripts/package makes the product."""
