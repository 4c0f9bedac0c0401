// The handshake of two peers as a pure state machine: bytes in, bytes out (R-PEER-1).
//
//   initiator                                responder
//   hello                      ------------>
//                              <------------ hello, record(auth)
//   record(auth or refusal)    ------------>
//                              <------------ record(welcome or refusal)
//
// A side is asked to decide (Step::Decide) once the other's identity is proven: the initiator before
// it names itself, the responder before it welcomes.
#pragma once

#include "node/base/channel.h"
#include "node/base/codec.h"
#include "node/base/crypto.h"
#include "node/base/result.h"
#include "node/wire/record.h"

#include <cstdint>
#include <optional>

namespace timecoin::wire {

inline constexpr std::uint16_t kProtocolVersion = 1;

enum class Role : std::uint8_t { Initiator = 0, Responder = 1 };

/// Why one side will not go on, told to the other as a code.
enum class Refusal : std::uint8_t {
    None = 0,
    WrongVersion = 1,
    WrongGenesis = 2,
    SelfConnection = 3,
    Duplicate = 4,  ///< another connection between these identities is kept
    Full = 5,
    Banned = 6,
    Stopping = 7,
};
std::string_view refusalName(Refusal refusal);

enum class HandshakeFailure : std::uint8_t {
    NotTimeCoin,      ///< no magic: some other protocol
    Refused,          ///< with the code in `refusal`
    UnacceptableKey,  ///< key exchange failed
    Tampered,         ///< a record did not open
    Malformed,        ///< a message broke its layout
    BadIdentitySignature,
    BadOperatorSignature,
};
struct HandshakeError {
    HandshakeFailure failure = HandshakeFailure::Malformed;
    Refusal refusal = Refusal::None;
    bool byPeer = false;  ///< the other side refused, not this one
    friend bool operator==(const HandshakeError&, const HandshakeError&) = default;
};

/// First thing sent, in clear, always kSize bytes.
struct Hello {
    static constexpr std::size_t kSize = 75;
    std::uint16_t version = kProtocolVersion;
    Hash genesis;
    ExchangeKey key;
    Refusal refusal = Refusal::None;  ///< of the responder; the initiator's is None

    void encode(Writer& out) const;
    /// Fails without the magic and on unknown refusals.
    static Hello decode(Reader& in);
};

struct HandshakeConfig {
    Hash genesis;
    std::uint16_t version = kProtocolVersion;
    const SigningKey* identity = nullptr;     ///< never null; outlives the handshake
    const SigningKey* operatorKey = nullptr;  ///< null: no masternode
    std::uint16_t listenPort = 0;             ///< 0: not listening
    std::uint64_t height = 0;
};

/// Who is at the other end, proven.
struct PeerIdentity {
    PublicKey identity;
    std::optional<PublicKey> operatorKey;
    std::uint16_t version = 0;
    std::uint16_t listenPort = 0;
    std::uint64_t height = 0;
};

class Handshake {
public:
    static constexpr std::size_t kSeedSize = 32;
    enum class Step : std::uint8_t { NeedMore, Decide, Done };

    /// `seed` holds kSeedSize random bytes; equal seeds and inputs give equal outputs.
    Handshake(Role role, HandshakeConfig config, ByteView seed);

    /// Any number of bytes, as they arrive. An error is final.
    Result<Step, HandshakeError> feed(ByteView bytes);
    /// What must be sent now, also after an error.
    Bytes takeOutput();

    /// From Decide on.
    const PeerIdentity& peer() const { return m_peer; }
    Role role() const { return m_role; }
    /// Only at Decide. accept() goes on; after refuse() what takeOutput() gives is the last.
    Result<Step, HandshakeError> accept();
    void refuse(Refusal refusal);

    /// Only at Done, once.
    SecretChannel takeChannel();
    /// Bytes that came behind the handshake.
    Bytes takeRest();

private:
    enum class State : std::uint8_t { Hello, Auth, Decide, Welcome, Done, Failed };

    Result<Step, HandshakeError> advance();
    Result<Step, HandshakeError> failWith(HandshakeError error);
    std::optional<HandshakeError> onHello(ByteView bytes);
    std::optional<HandshakeError> onAuth(ByteView text);
    std::optional<HandshakeError> onWelcome(ByteView text);
    Refusal judge(const Hello& hello) const;
    bool openChannel(const Hello& theirs);
    Bytes authText() const;
    void sendRecord(ByteView text);

    Role m_role;
    HandshakeConfig m_config;
    KeyExchange m_exchange;
    Hello m_hello;
    State m_state = State::Hello;
    Hash m_transcript;
    PeerIdentity m_peer;
    std::optional<SecretChannel> m_channel;
    RecordReader m_reader;
    Bytes m_in;  // of the hello, before records begin
    Bytes m_out;
};

}  // namespace timecoin::wire
