"""Public rule of the adapter to rules_img."""

load("//private:img_layers.bzl", _img_layers = "img_layers")

img_layers = _img_layers
