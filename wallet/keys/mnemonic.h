// BIP39: a wallet's entropy as 12 to 24 English words, and the seed they make. Pure; secrets live in
// guarded memory and are wiped with it.
#pragma once

#include "node/base/crypto.h"
#include "node/base/result.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace timecoin {

inline constexpr std::size_t kWordListSize = 2'048;
inline constexpr std::size_t kSeedBytes = 64;
/// More text than this is no list of words, whatever white space is in it.
inline constexpr std::size_t kMaxWordsText = 4'096;

enum class WordsCode : std::uint8_t {
    WrongCount,   ///< not 12, 15, 18, 21 or 24 words; `position` is how many there are
    UnknownWord,  ///< not in the list; `position` says which
    BadChecksum,  ///< every word is in the list, but not all are the right ones or in their place
};
/// "wrong_count", "unknown_word", "bad_checksum".
const char* nameOf(WordsCode code);

struct WordsError {
    WordsCode code = WordsCode::WrongCount;
    std::size_t position = 0;  ///< 1-based
    friend bool operator==(const WordsError&, const WordsError&) = default;
};

/// 16, 20, 24, 28 or 32 bytes. Any ASCII white space separates words, letters may be of either case.
/// An unknown word is told before a wrong count, the first one first.
Result<SecretBytes, WordsError> entropyOf(std::string_view words);

/// The words, lower case, separated by single spaces; `entropy` is of one of the sizes above.
SecretBytes wordsOf(ByteView entropy);

/// kSeedBytes. White space and case do not matter, as above; whether the words are good is not
/// checked here. `extraNfkd` is BIP39's optional passphrase, already normalised (NFKD, UTF-8).
SecretBytes seedOf(std::string_view words, std::string_view extraNfkd);

// --- the list ---------------------------------------------------------------------------------

/// kWordListSize words, sorted; no two share their first four letters.
std::span<const std::string_view> wordList();
/// Those that begin with `prefix` (either case); all of them for an empty one.
std::span<const std::string_view> wordsBeginningWith(std::string_view prefix);

}  // namespace timecoin
