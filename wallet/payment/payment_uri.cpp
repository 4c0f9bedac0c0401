#include "wallet/payment/payment_uri.h"

#include <algorithm>
#include <set>
#include <utility>

namespace timecoin {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::string_view kRequired = "req-";

bool isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool beginsWith(std::string_view text, std::string_view lowerCaseStart) {
    return text.size() >= lowerCaseStart.size() &&
           std::equal(lowerCaseStart.begin(), lowerCaseStart.end(), text.begin(),
                      [](char a, char b) { return a == lowered(b); });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

/// The part of `text` before the first `mark`; `text` keeps what follows it.
std::string_view takeUntil(std::string_view& text, char mark) {
    const std::size_t at = text.find(mark);
    const std::string_view part = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    return part;
}

std::optional<std::uint8_t> hexValue(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    c = lowered(c);
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    return std::nullopt;
}

/// One character of UTF-8 at `at` and how many bytes it has; 0 for none, a longer form than needed,
/// a surrogate, or one past the last.
std::size_t characterSize(std::string_view text, std::size_t at, std::uint32_t& value) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : std::uint8_t{0};
    };
    const std::uint8_t first = byte(0);
    if (first < 0x80) {
        value = first;
        return 1;
    }
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) return 0;
    value = first & (0xffu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
        value = value << 6 | (byte(i) & 0x3fu);
    }
    const std::uint32_t least = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
    const bool isSurrogate = value >= 0xd800 && value <= 0xdfff;
    return value < least || value > 0x10ffff || isSurrogate ? 0 : size;
}

/// Characters that would make a text read differently from what it is: controls, and those that
/// turn the direction of writing around (U+202A..E, U+2066..9).
bool isControl(std::uint32_t character) {
    return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
           (character >= 0x202a && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069);
}

bool isPlainText(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint32_t character = 0;
        const std::size_t size = characterSize(text, at, character);
        if (size == 0 || isControl(character)) return false;
        at += size;
    }
    return true;
}

std::optional<std::string> percentDecoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = hexValue(text[i + 1]);
        const auto low = hexValue(text[i + 2]);
        if (!high || !low) return std::nullopt;
        out.push_back(static_cast<char>(*high << 4 | *low));
        i += 2;
    }
    if (!isPlainText(out)) return std::nullopt;
    return out;
}

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view kPlain = "-._~";
    std::string out;
    for (const char c : text) {
        if (isAlphanumeric(c) || kPlain.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else {
            const auto byte = static_cast<std::uint8_t>(c);
            out.push_back('%');
            out.push_back(kHexDigits[byte >> 4]);
            out.push_back(kHexDigits[byte & 15]);
        }
    }
    return out;
}

/// Puts one parameter where it belongs.
std::optional<UriCode> take(PaymentUri& uri, const std::string& name, const std::string& value) {
    if (name == "amount") {
        uri.amount = parseTime(value);
        if (!uri.amount) return UriCode::BadAmount;
        return std::nullopt;
    }
    std::string* const text = name == "label"     ? &uri.label
                              : name == "message" ? &uri.message
                              : name == "memo"    ? &uri.memo
                                                  : nullptr;
    if (text == nullptr) {
        if (beginsWith(name, kRequired)) return UriCode::RequiredUnknown;
        return std::nullopt;
    }
    if (value.size() > kMaxUriTextBytes) return UriCode::TooLong;
    *text = value;
    return std::nullopt;
}

std::optional<UriError> takeAll(PaymentUri& uri, std::string_view query) {
    std::set<std::string> seen;
    while (!query.empty()) {
        std::string_view value = takeUntil(query, '&');
        if (value.empty()) continue;
        const auto name = percentDecoded(takeUntil(value, '='));
        if (!name) return UriError{UriCode::BadEncoding, {}};
        const auto text = percentDecoded(value);
        if (!text) return UriError{UriCode::BadEncoding, *name};
        if (!seen.insert(*name).second) return UriError{UriCode::Duplicate, *name};
        if (const auto code = take(uri, *name, *text)) return UriError{*code, *name};
    }
    return std::nullopt;
}

}  // namespace

const char* nameOf(UriCode code) {
    switch (code) {
    case UriCode::OtherScheme: return "other_scheme";
    case UriCode::TooLong: return "too_long";
    case UriCode::BadAddress: return "bad_address";
    case UriCode::BadEncoding: return "bad_encoding";
    case UriCode::BadAmount: return "bad_amount";
    case UriCode::Duplicate: return "duplicate";
    case UriCode::RequiredUnknown: return "required_unknown";
    }
    return "";
}

Result<PaymentUri, UriError> parsePaymentUri(std::string_view text) {
    if (text.size() > kMaxUriBytes) return fail(UriError{UriCode::TooLong, {}});
    text = trimmed(text);
    const std::size_t colon = kPaymentScheme.size();
    if (!beginsWith(text, kPaymentScheme) || text.size() <= colon || text[colon] != ':') {
        return fail(UriError{UriCode::OtherScheme, {}});
    }
    text.remove_prefix(colon + 1);
    if (text.starts_with("//")) text.remove_prefix(2);
    text = takeUntil(text, '#');
    PaymentUri uri;
    std::string_view address = takeUntil(text, '?');
    // Systems that take "timecoin://x" apart put a slash behind the host.
    if (address.ends_with('/')) address.remove_suffix(1);
    uri.address = address;
    if (uri.address.size() > kMaxUriAddressBytes) return fail(UriError{UriCode::TooLong, {}});
    if (uri.address.empty() ||
        !std::all_of(uri.address.begin(), uri.address.end(), isAlphanumeric)) {
        return fail(UriError{UriCode::BadAddress, {}});
    }
    if (auto error = takeAll(uri, text)) return fail(std::move(*error));
    return uri;
}

std::string formatPaymentUri(const PaymentUri& uri) {
    std::string out(kPaymentScheme);
    out.append(":").append(uri.address);
    char mark = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        out.push_back(mark);
        out.append(name).append("=").append(percentEncoded(value));
        mark = '&';
    };
    if (uri.amount) add("amount", formatTime(*uri.amount));
    if (!uri.label.empty()) add("label", uri.label);
    if (!uri.message.empty()) add("message", uri.message);
    if (!uri.memo.empty()) add("memo", uri.memo);
    return out;
}

}  // namespace timecoin
