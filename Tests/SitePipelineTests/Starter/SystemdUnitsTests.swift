import MarginModel
import Testing

@testable import SitePipeline

@Suite struct SystemdUnitsTests {
    private func units(
        program: String = "/opt/m/marginalia", site: String = "/srv/site", user: String = "www",
        time: String = "02:30", nightly: NightlySettings = .standard, keyFile: String? = nil
    ) throws -> SystemdUnits {
        try SystemdUnits(
            program: program, site: site, user: user, time: time,
            settings: SiteSettings(
                title: "t", baseURL: "https://example.org", publisher: "p", contact: "c",
                disclaimer: "d", keyFile: keyFile, nightly: nightly))
    }

    @Test func runsTheNightAsTheUserAtTheTime() throws {
        let units = try units()
        let service = try units.service
        #expect(service.contains("\nExecStart=/opt/m/marginalia nightly -C /srv/site\n"))
        #expect(service.contains("\nUser=www\n"))
        #expect(units.timer.contains("\nOnCalendar=*-*-* 02:30:00\n"))
        #expect(service.contains("\nOnFailure=marginalia-failure.service\n"))
        #expect(units.failure.contains("\nUser=www\n") && units.failure.contains("\nLimitCORE=0\n"))
    }

    @Test func givesTheServiceOnlyWhatItNeeds() throws {
        let plain = try units().service
        #expect(plain.contains("\nReadWritePaths=/srv/site\n"))
        #expect(plain.contains("\nPrivateNetwork=yes\n"))
        #expect(plain.contains("\nEnvironment=SWIFT_BACKTRACE=enable=no\nLimitCORE=0\n"))
        let alerts = AlertSettings(file: "/var/lib/m/alerts.ndjson", command: ["/bin/mail"])
        let open = try units(
            nightly: NightlySettings(alerts: alerts, metricsFile: "/var/lib/prom/m.prom"),
            keyFile: "/etc/m/key"
        ).service
        #expect(open.contains("\nReadWritePaths=/srv/site /etc/m /var/lib/m /var/lib/prom\n"))
        #expect(!open.contains("PrivateNetwork"))
    }

    @Test func refusesTextThatAUnitWouldReadAsSomethingElse() {
        #expect(throws: Diagnostic.self) { try units(site: "/srv/my site") }
        #expect(throws: Diagnostic.self) { try units(program: "/opt/%h/m") }
        #expect(throws: Diagnostic.self) { try units(site: "relative") }
        #expect(throws: Diagnostic.self) { try units(user: "www\nExecStart=/bin/sh") }
        #expect(throws: Diagnostic.self) { try units(keyFile: "/etc/my key/key").service }
    }
}
