/// How large a picture is shown, in CSS pixels.
public struct PictureSize: Hashable, Sendable {
    public let width: Int
    public let height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// A picture that stands for a page where others show a link to it.
public struct Picture: Hashable, Sendable {
    /// From `/` on, or, of a file beside an article, from the article's page on.
    public let address: String
    public let size: PictureSize
    /// What it shows, in words.
    public let alternative: String?

    public init(address: String, size: PictureSize, alternative: String?) {
        self.address = address
        self.size = size
        self.alternative = alternative
    }
}

/// How large the files may be that a site publishes as they are.
public struct FileLimits: Hashable, Sendable {
    public var megabytes = 5
    public var megapixels = 20

    public init() {}
}
