// What happened in a run: always as one running number, so that two runs can be compared, and as
// text when somebody reads along.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "node/base/bytes.h"

namespace timecoin::sim {

class Trace {
public:
    explicit Trace(bool print) : m_print(print) {}

    bool prints() const { return m_print; }
    /// Equal numbers: every line, its time, order and content were the same.
    std::uint64_t digest() const { return m_digest; }

    void mix(std::uint64_t value) {
        m_digest ^= value + 0x9e3779b97f4a7c15 + (m_digest << 6) + (m_digest >> 2);
        m_digest *= 0xff51afd7ed558ccd;
        m_digest ^= m_digest >> 32;
    }
    void mix(const Hash& hash) {
        std::uint64_t first = 0;
        for (int i = 0; i < 8; ++i)
            first |= static_cast<std::uint64_t>(hash.data[static_cast<std::size_t>(i)]) << (8 * i);
        mix(first);
    }
    /// `text()` is only asked for when the trace is printed; what it tells must be mixed apart.
    template <class Text>
    void line(std::uint64_t nowMs, Text&& text) {
        if (!m_print) return;
        const std::string made = text();
        std::printf("%7llu.%03llu  %s\n", static_cast<unsigned long long>(nowMs / 1'000),
                    static_cast<unsigned long long>(nowMs % 1'000), made.c_str());
    }

private:
    bool m_print;
    std::uint64_t m_digest = 0x243f6a8885a308d3;
};

/// The first eight digits: enough for an eye.
inline std::string brief(const Hash& hash) {
    return toHex(hash.view().first(4));
}
inline std::string brief(std::uint64_t fingerprint) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08llx",
                  static_cast<unsigned long long>(fingerprint >> 32));
    return digits;
}

}  // namespace timecoin::sim
