import CLibXML2

/// The library itself: prepared once a process, never torn down.
package enum LibXML {
    /// Touch it before any other call.
    static let ready: Void = marginalia_initialise()

    /// The version at run time, for example `20914` or `21503`.
    package static var runtimeVersion: String { String(cString: marginalia_runtime_version()) }
}
