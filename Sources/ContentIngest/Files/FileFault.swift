package import MarginModel

/// Why a file of content is not published.
package enum FileFault: Hashable, Sendable {
    case picture(PictureFault)
    case tooLarge(bytes: Int, limit: Int)
    case tooManyPixels(PictureSize, limit: Int)
    /// Another file has this name but for small and capital letters.
    case sameName(String)

    package var id: String {
        switch self {
        case .picture(.cut): "picture-cut"
        case .picture(.misnamed): "picture-misnamed"
        case .picture(.withoutSize): "picture-without-size"
        case .tooLarge: "file-too-large"
        case .tooManyPixels: "picture-too-large"
        case .sameName: "file-same-name"
        }
    }

    /// What follows the file's name.
    package var message: String {
        switch self {
        case .picture(.cut): "ends before the picture does"
        case .picture(.misnamed(let found)):
            found.map { "holds a picture of another kind than its name says: \($0.rawValue)" }
                ?? "holds no picture of the kind that its name says"
        case .picture(.withoutSize): "does not say how large the picture is"
        case .tooLarge(let bytes, let limit): "has \(bytes) bytes, more than \(limit) megabytes"
        case .tooManyPixels(let size, let limit):
            "is \(size.width) by \(size.height) pixels, more than \(limit) million"
        case .sameName(let other):
            "has the name of \(other) but for small and capital letters, which many disks take "
                + "for one"
        }
    }

    package var hint: String {
        switch self {
        case .picture(.cut): "Copy the file again from where it came"
        case .picture(.misnamed):
            "Give it the ending of what it is, or save it as what it is called"
        case .picture(.withoutSize):
            "Save it anew; a drawing has width and height in pixels, or a viewBox"
        case .tooLarge, .tooManyPixels:
            "Make it smaller, or raise files: megabytes and megapixels in site.yml"
        case .sameName: "Rename one of them"
        }
    }
}

/// Why an address in an article shows no file.
enum ReferenceFault: Error {
    case missing(hint: String)
    case otherCase(String)
    case faulty(String, FileFault)
    /// A file that is no picture.
    case noPicture(String)
    /// A picture of a host that the site's policy does not name.
    case elsewhere

    func text(of address: String) -> (id: String, message: String, hint: String) {
        switch self {
        case .faulty(let name, let fault): (fault.id, "\(name) \(fault.message)", fault.hint)
        case .missing(let cure): ("file-missing", "there is no file at \(quoted(address))", cure)
        case .otherCase(let name):
            (
                "file-other-case",
                "\(quoted(address)) is spelt with other small and capital letters than its file",
                "Write \(name), as the file is called"
            )
        case .noPicture(let name):
            (
                "picture-kind", "\(name) is no picture that every browser shows",
                "Save it as " + PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
            )
        case .elsewhere:
            (
                "picture-elsewhere",
                "\(quoted(address)) is on another host, from which pages load nothing",
                "Put a copy into Content/images, or name the host in site.yml: "
                    + "contentPolicy: {img-src: [https://…]}"
            )
        }
    }
}
