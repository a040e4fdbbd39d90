"""The listeners, by what people do: giving articles, commands, buttons and forms, the home tab, comings and goings."""
