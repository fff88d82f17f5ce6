package io.howdah.app.cli;

import io.howdah.app.text.Page;
import java.util.List;

/** What is to be minded when tenants are kept apart. */
final class SecureText {

    private SecureText() {}

    static void warnings(List<String> warnings, Page page) {
        if (!warnings.isEmpty()) {
            page.heading("Mind");
            warnings.forEach(warning -> page.hanging("  - ", warning));
        }
    }
}
