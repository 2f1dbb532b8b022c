#!/bin/sh
# Generates Sources/ONNX/Generated/onnx.pb.swift from onnx.proto in the same folder. Needs protoc (protobuf-compiler) and
# Swift. The plugin is built from the version of swift-protobuf that the package links.
set -eu
cd "$(dirname "$0")/.."
folder=Sources/ONNX/Generated
scratch=.build-protoc
swift build -c release --product protoc-gen-swift --scratch-path "$scratch"
plugin="$(swift build -c release --show-bin-path --scratch-path "$scratch")/protoc-gen-swift"
protoc --plugin=protoc-gen-swift="$plugin" --proto_path="$folder" \
    --swift_opt=Visibility=Internal --swift_out="$folder" "$folder/onnx.proto"
# Strict memory safety requires the shared default of a storage class to be marked; the plugin does not do this yet.
sed -i 's/= _StorageClass\.defaultInstance/= unsafe _StorageClass.defaultInstance/' "$folder/onnx.pb.swift"
