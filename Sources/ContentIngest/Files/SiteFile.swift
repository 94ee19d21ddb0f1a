package import MarginModel

/// A file of content that the site publishes as it is.
package struct SiteFile: Hashable, Sendable {
    /// Below the content folder: `images/rise.png`, `static/app.css`, `articles/rise/chart.png`.
    package let name: String
    package let sha256: String
    package let byteCount: Int
    /// `nil` for what is no picture by its name, and for one that is at fault.
    package let picture: PictureSize?
    /// Why it is not published.
    package let fault: FileFault?

    /// - Parameter sha256: Of the bytes.
    package init(
        reading bytes: [UInt8], name: String, sha256: String, limits: FileLimits = FileLimits()
    ) {
        self.name = name
        self.sha256 = sha256
        byteCount = bytes.count
        var picture: PictureSize?
        var fault: FileFault?
        do throws(PictureFault) {
            picture = try PictureFormat(ofName: name).map { format throws(PictureFault) in
                try PictureReader().size(of: bytes, as: format)
            }
        } catch {
            fault = .picture(error)
        }
        if byteCount > limits.megabytes * 1_000_000 {
            fault = .tooLarge(bytes: byteCount, limit: limits.megabytes)
        } else if let size = picture, PictureFormat(ofName: name) != .svg,
            size.width * size.height > limits.megapixels * 1_000_000
        {
            fault = .tooManyPixels(size, limit: limits.megapixels)
        }
        self.fault = fault
        self.picture = fault == nil ? picture : nil
    }

    private init(_ other: SiteFile, fault: FileFault) {
        name = other.name
        sha256 = other.sha256
        byteCount = other.byteCount
        picture = nil
        self.fault = fault
    }

    func with(_ fault: FileFault) -> SiteFile { SiteFile(self, fault: fault) }
}
