/// What browsers may load for a page and where its forms may go: the `Content-Security-Policy` that the site
/// ships. Its own files it may load; what else, the settings add.
public struct BrowserPolicy: Hashable, Sendable {
    /// The parts of the policy that settings may add to, as browsers know them.
    public enum Directive: String, Hashable, Sendable, CaseIterable {
        case style = "style-src"
        case script = "script-src"
        case connect = "connect-src"
        case image = "img-src"
        case font = "font-src"
        case media = "media-src"
        case frame = "frame-src"
        case form = "form-action"

        /// Whether the site itself is named without being added.
        fileprivate var holdsOwnFiles: Bool {
            [.style, .script, .connect, .image].contains(self)
        }
    }

    /// A place that may be named.
    public enum Source: Hashable, Sendable {
        case ownFiles
        /// `https://pictures.example`: no path, no port but a stated one.
        case host(String)

        fileprivate var text: String {
            switch self {
            case .ownFiles: "'self'"
            case .host(let host): host
            }
        }
    }

    public var added: [Directive: [Source]]

    public init(added: [Directive: [Source]] = [:]) { self.added = added }

    /// The hosts that pictures may come from.
    public var pictureHosts: [String] {
        (added[.image] ?? []).compactMap { source in
            if case .host(let host) = source { host } else { nil }
        }
    }

    /// The header's value.
    public var text: String {
        let directives = Directive.allCases.compactMap { directive -> String? in
            var sources = directive.holdsOwnFiles ? [Source.ownFiles] : []
            sources += (added[directive] ?? []).filter { !sources.contains($0) }
            if sources.isEmpty { return directive == .form ? "form-action 'none'" : nil }
            return ([directive.rawValue] + sources.map(\.text)).joined(separator: " ")
        }
        return
            (["default-src 'none'"] + directives + ["base-uri 'none'", "frame-ancestors 'none'"])
            .joined(separator: "; ")
    }
}
