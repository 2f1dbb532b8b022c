public import Foundation

extension Preprocessing {
    /// Reads a Hugging Face `preprocessor_config.json` or a timm `config.json` (its `pretrained_cfg`, or the same keys
    /// at the top level).
    ///
    /// - Parameters:
    ///   - name: The file's name, for errors.
    ///   - networkInput: The network's fixed input sizes; nil for any size.
    /// - Throws: `PreprocessingError` if the file requires an unsupported step, omits a key without a certain default, or
    ///   produces inputs of another size than the network's.
    public init(
        configuration json: Data, name: String, networkInput: (height: Int, width: Int)? = nil
    ) throws(PreprocessingError) {
        var file = try ConfigurationFile(json: json, name: name)
        let result: Preprocessing
        if case .object(let inner)? = file["pretrained_cfg"] {
            file.values = inner
            result = try TimmConfiguration(file: file).preprocessing(networkInput: networkInput)
        } else if file["input_size"] != nil || file["crop_pct"] != nil && file["interpolation"] != nil {
            result = try TimmConfiguration(file: file).preprocessing(networkInput: networkInput)
        } else if HuggingFaceConfiguration.keys.contains(where: { file[$0] != nil }) {
            result = try HuggingFaceConfiguration(file: file).preprocessing()
        } else {
            throw .unknownFormat(file: name)
        }
        if let networkInput, networkInput != (result.inputHeight, result.inputWidth) {
            throw .sizeMismatch(
                file: name, configured: [result.inputHeight, result.inputWidth],
                network: [networkInput.height, networkInput.width])
        }
        self = result
    }

    /// Returns the value; throws if its parts contradict each other.
    func checked(_ file: ConfigurationFile) throws(PreprocessingError) -> Preprocessing {
        if let fault { throw .unreadable(file: file.name, reason: "it is inconsistent: \(fault)") }
        return self
    }

    /// Creates a value without checking that its parts are consistent.
    init(
        unchecked fit: Fit, filter: ResamplingFilter, cropRounding: CropRounding, rescale: Double,
        mean: [Double], deviation: [Double], channelOrder: ChannelOrder, border: [UInt8] = [0, 0, 0]
    ) {
        self.fit = fit
        self.filter = filter
        self.cropRounding = cropRounding
        self.rescale = rescale
        self.mean = mean
        self.deviation = deviation
        self.channelOrder = channelOrder
        self.border = border
    }
}
