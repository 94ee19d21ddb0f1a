import PageRendering

/// A value that pages are made of, with the digest of everything that it came from.
///
/// A page's renderer is handed such values and captures nothing else, so that what it renders and
/// what its key is made of are the same by construction.
struct Traced<Value: Sendable>: Sendable {
    let read: PageRead
    /// One reference, however many pages read the value.
    private let box: Box

    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    var value: Value { box.value }

    /// - Parameter digest: Two values with the same digest are the same.
    init(_ name: String, _ value: Value, digest: Digest) {
        read = PageRead(name: name, digest: digest)
        box = Box(value)
    }

    /// A view, digested by all that a template could read from it.
    init(_ name: String, view: Value) where Value: ViewModel {
        self.init(name, view, digest: Digest(of: ViewTranscript.bytes(of: view)))
    }

    init<View: ViewModel>(_ name: String, view: View?) where Value == View? {
        var bytes: [UInt8] = []
        if let view { ViewTranscript.append(view, to: &bytes) }
        self.init(name, view, digest: Digest(of: bytes))
    }

    /// Several as one list.
    init<Element>(_ name: String, _ elements: [Traced<Element>]) where Value == [Element] {
        self.init(
            name, elements.map(\.value),
            digest: Digest(combining: elements.lazy.map(\.read.digest)))
    }

    init<View: ViewModel>(_ name: String, views: [String: View]) where Value == [String: View] {
        var bytes: [UInt8] = []
        for (key, view) in views.sorted(by: { $0.key < $1.key }) {
            bytes += Array(key.utf8) + [0]
            ViewTranscript.append(view, to: &bytes)
        }
        self.init(name, views, digest: Digest(of: bytes))
    }
}

/// One thing that a page was made from: what it was, and which state of it.
struct PageRead: Hashable, Sendable {
    let name: String
    let digest: Digest
}
