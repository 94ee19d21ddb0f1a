/// How large a picture is shown, in CSS pixels.
package struct PictureSize: Hashable, Sendable {
    package let width: Int
    package let height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// A picture that stands for a page where others show a link to it.
package struct Picture: Hashable, Sendable {
    /// From `/` on, or, of a file beside an article, from the article's page on.
    package let address: String
    package let size: PictureSize
    /// What it shows, in words.
    package let alternative: String?

    package init(address: String, size: PictureSize, alternative: String?) {
        self.address = address
        self.size = size
        self.alternative = alternative
    }
}

/// How large the files may be that a site publishes as they are.
package struct FileLimits: Hashable, Sendable {
    package var megabytes = 5
    package var megapixels = 20

    package init() {}
}
