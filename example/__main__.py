"""Says hello through two wheels: one of pure Python, one with C extensions and a namespace package below it."""

import cowsay
import google.cloud.storage
import google_crc32c

if __name__ == "__main__":
    cowsay.cow("Hello from the layers!")
    print(f"google.cloud.storage {google.cloud.storage.__version__}")
    print(f"google_crc32c: {google_crc32c.implementation} implementation")
