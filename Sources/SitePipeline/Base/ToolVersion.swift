import Glibc
import MarkupValidation

/// The version that manifests and `marginalia version` carry.
package enum ToolVersion {
    package static let current = "0.1.0"

    /// Tells this build of the program from any other, development builds of one version included:
    /// what another one rendered is not reused.
    static let fingerprint: String = {
        var status = stat()
        // Without /proc only the versions tell programs apart.
        let isKnown = stat("/proc/self/exe", &status) == 0
        let file = isKnown ? "\(status.st_ino) \(status.st_size) \(status.modifiedNanoseconds)" : ""
        return "\(current) \(PageChecker.parserVersion) \(file)"
    }()
}
