#include "node/base/key_derivation.h"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>

namespace timecoin {

namespace {

static_assert(kSha256Bytes == crypto_hash_sha256_BYTES);
static_assert(kHmacSha512Bytes == crypto_auth_hmacsha512_BYTES);

/// libsodium's running state depends on the key, so it is as secret as the key. Guarded memory ends
/// at a page's end: it is aligned when its size is a multiple of the alignment.
template <class State>
class GuardedState {
public:
    static_assert(sizeof(State) % alignof(State) == 0);
    GuardedState() : m_bytes(sizeof(State)), m_state(new (m_bytes.span().data()) State) {}
    State* get() { return m_state; }
    void copy(GuardedState& from) { std::memcpy(m_state, from.m_state, sizeof(State)); }

private:
    SecretBytes m_bytes;
    State* m_state;
};

using HmacState = GuardedState<crypto_auth_hmacsha512_state>;

void add(HmacState& state, ByteView bytes) {
    crypto_auth_hmacsha512_update(state.get(), bytes.data(), bytes.size());
}

}  // namespace

SecretBytes sha256(ByteView bytes) {
    SecretBytes out(kSha256Bytes);
    crypto_hash_sha256(out.span().data(), bytes.data(), bytes.size());
    return out;
}

SecretBytes hmacSha512(ByteView key, std::initializer_list<ByteView> parts) {
    HmacState state;
    crypto_auth_hmacsha512_init(state.get(), key.data(), key.size());
    for (const ByteView part : parts) add(state, part);
    SecretBytes out(kHmacSha512Bytes);
    crypto_auth_hmacsha512_final(state.get(), out.span().data());
    return out;
}

SecretBytes pbkdf2HmacSha512(ByteView password, ByteView salt, std::uint32_t iterations,
                             std::size_t size) {
    assert(size > 0 && iterations > 0);
    // The password is hashed once; every iteration starts from a copy of that state.
    HmacState keyed;
    crypto_auth_hmacsha512_init(keyed.get(), password.data(), password.size());
    HmacState state;
    SecretBytes out(size);
    SecretBytes step(kHmacSha512Bytes);
    SecretBytes sum(kHmacSha512Bytes);
    std::uint32_t block = 0;
    for (std::size_t at = 0; at < size; at += kHmacSha512Bytes) {
        ++block;
        const std::array<std::uint8_t, 4> number = {
            static_cast<std::uint8_t>(block >> 24), static_cast<std::uint8_t>(block >> 16),
            static_cast<std::uint8_t>(block >> 8), static_cast<std::uint8_t>(block)};
        state.copy(keyed);
        add(state, salt);
        add(state, number);
        crypto_auth_hmacsha512_final(state.get(), step.span().data());
        std::copy(step.view().begin(), step.view().end(), sum.span().begin());
        for (std::uint32_t i = 1; i < iterations; ++i) {
            state.copy(keyed);
            add(state, step.view());
            crypto_auth_hmacsha512_final(state.get(), step.span().data());
            for (std::size_t k = 0; k < kHmacSha512Bytes; ++k) sum.span()[k] ^= step.view()[k];
        }
        const std::size_t count = std::min(kHmacSha512Bytes, size - at);
        std::copy_n(sum.view().begin(), count, out.span().subspan(at).begin());
    }
    return out;
}

}  // namespace timecoin
