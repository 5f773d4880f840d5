"""wheels.json as Starlark; :wheels_test says whether it still is. No rule can read a file while it is analysed."""

WHEELS_JSON = """{
 "rules_python++pip+pypi_311_torch": {
  "name": "torch",
  "version": "2.9.1",
  "files": [
   "torch/__init__.py",
   "torch/_C.cpython-311-x86_64-linux-gnu.so",
   "torch/lib/libtorch.so",
   "torch/lib/libtorch_cuda.so",
   "torch/nn/__init__.py",
   "torch/nn/functional.py",
   "torch/bin/torch_shm_manager",
   "torch-2.9.1.dist-info/METADATA",
   "functorch/__init__.py",
   "torchgen/__init__.py"
  ]
 },
 "rules_python++pip+pypi_311_nvidia_nccl_cu12": {
  "name": "nvidia_nccl_cu12",
  "version": "2.27.5",
  "files": [
   "nvidia/__init__.py",
   "nvidia/nccl/__init__.py",
   "nvidia/nccl/lib/libnccl.so.2",
   "nvidia/nccl/include/nccl.h",
   "nvidia_nccl_cu12-2.27.5.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_nvidia_cublas_cu12": {
  "name": "nvidia_cublas_cu12",
  "version": "12.8.4.1",
  "files": [
   "nvidia/__init__.py",
   "nvidia/cublas/__init__.py",
   "nvidia/cublas/lib/libcublas.so.12",
   "nvidia/cublas/lib/libcublasLt.so.12",
   "nvidia_cublas_cu12-12.8.4.1.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_google_cloud_storage": {
  "name": "google_cloud_storage",
  "version": "3.7.0",
  "files": [
   "google/cloud/storage/__init__.py",
   "google/cloud/storage/blob.py",
   "google_cloud_storage-3.7.0.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_google_cloud_core": {
  "name": "google_cloud_core",
  "version": "2.5.0",
  "files": [
   "google/cloud/client/__init__.py",
   "google/cloud/version.py",
   "google/cloud/version.pyi",
   "google_cloud_core-2.5.0.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_six": {
  "name": "six",
  "version": "1.17.0",
  "files": [
   "six.py",
   "six-1.17.0.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_cowsay": {
  "name": "cowsay",
  "version": "6.1",
  "files": [
   "cowsay/__init__.py",
   "cowsay/data file.txt",
   "cowsay/päth.txt",
   "cowsay-6.1.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_cffi": {
  "name": "cffi",
  "version": "2.0.0",
  "files": [
   "cffi/__init__.py",
   "_cffi_backend.cpython-311-x86_64-linux-gnu.so",
   "cffi-2.0.0.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_distutils_precedence": {
  "name": "setuptools",
  "version": "80.9.0",
  "files": [
   "distutils-precedence.pth",
   "_distutils_hack/__init__.py",
   "setuptools/__init__.py",
   "setuptools-80.9.0.dist-info/METADATA"
  ]
 },
 "rules_python++pip+pypi_311_genp": {
  "name": "genp",
  "version": "1",
  "files": [
   "genp/treeart"
  ]
 },
 "rules_python++pip+pypi_311_genp2": {
  "name": "genp2",
  "version": "1",
  "files": [
   "genp/treeart/x.py"
  ]
 }
}"""
