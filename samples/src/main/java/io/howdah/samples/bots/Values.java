package io.howdah.samples.bots;

import java.util.List;

/** The text values that the columns of {@code bots} may hold, in the order of their numbers. */
final class Values {

    static final List<String> CHANNELS =
            List.of("web", "whatsapp", "telegram", "msteams", "slack", "email", "sms", "voice", "instagram", "api");
    static final List<String> ROLES = List.of("user", "assistant", "system", "tool", "episodic", "compact");
    static final List<String> MESSAGE_TYPES =
            List.of("text", "image", "audio", "video", "document", "location", "contact", "sticker", "reaction");
    static final List<String> PROVIDERS = List.of(
            "openai",
            "anthropic",
            "azure_openai",
            "azure_claude",
            "google",
            "local",
            "ollama",
            "groq",
            "mistral",
            "cohere");
    static final List<String> TASK_STATUSES =
            List.of("pending", "ready", "running", "paused", "waiting_approval", "completed", "failed", "cancelled");
    static final List<String> PRIORITIES = List.of("low", "normal", "high", "urgent", "critical");
    static final List<String> EXECUTION_MODES = List.of("manual", "supervised", "autonomous");
    static final List<String> RISK_LEVELS = List.of("none", "low", "medium", "high", "critical");
    static final List<String> APPROVAL_STATUSES = List.of("pending", "approved", "rejected", "expired", "skipped");
    static final List<String> PLANS = List.of("free", "team", "business", "enterprise");
    static final List<String> EVENT_KINDS = List.of(
            "page_viewed",
            "session_started",
            "session_ended",
            "message_sent",
            "message_read",
            "task_created",
            "task_finished",
            "approval_asked",
            "bot_changed",
            "error_shown");

    /** The first of {@link #TASK_STATUSES} that say a task is finished. */
    static final int FINISHED = 5;

    private Values() {}
}
