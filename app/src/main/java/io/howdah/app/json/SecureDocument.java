package io.howdah.app.json;

import io.howdah.engine.apply.security.TenantReport.Secured;
import java.util.List;
import java.util.Locale;

/** What {@code howdah secure report} answers with {@code --format json}; docs/schemas/secure.json. */
public record SecureDocument(List<SecuredPart> tables, List<String> warnings) {

    /** A table whose tenants are kept apart or observed. */
    public record SecuredPart(String table, String column, String stage, long occasions) {}

    public static SecureDocument of(List<Secured> tables, List<String> warnings) {
        return new SecureDocument(tables.stream().map(SecureDocument::part).toList(), warnings);
    }

    private static SecuredPart part(Secured secured) {
        return new SecuredPart(
                secured.table().table().toString(),
                secured.table().column(),
                secured.stage().name().toLowerCase(Locale.ROOT),
                secured.occasions());
    }
}
