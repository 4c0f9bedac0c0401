// A passphrase or backup words on their way between the window and the wallet: the bytes live in
// guarded memory and are wiped when the last holder lets go. Any thread.
#pragma once

#include "node/base/crypto.h"

#include <algorithm>
#include <memory>
#include <string_view>

namespace timecoin {

class SecretText {
public:
    SecretText() = default;
    /// Copies; the caller wipes its own copy.
    explicit SecretText(ByteView utf8) {
        if (utf8.empty()) return;
        m_bytes = std::make_shared<SecretBytes>(utf8.size());
        std::copy(utf8.begin(), utf8.end(), m_bytes->span().begin());
    }
    bool isEmpty() const { return m_bytes == nullptr; }
    ByteView view() const { return m_bytes ? m_bytes->view() : ByteView{}; }
    std::string_view text() const {
        return {reinterpret_cast<const char*>(view().data()), view().size()};
    }

private:
    std::shared_ptr<SecretBytes> m_bytes;
};

}  // namespace timecoin
