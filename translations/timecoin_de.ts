<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>FeeHistogram</name>
    <message>
        <source>%1 sat/kB or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2 sat/kB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The node is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node is starting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline: no other node is connected. Last block: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catching up: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 masternodes are heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, which is enough. Block %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2 are needed. Block %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Block %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Money</name>
    <message>
        <source>hidden amount</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkText</name>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would begin the round early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It enters this view and names every payment that it has acknowledged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The primary of this view proposes a block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has checked the proposed block and agrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has seen that enough agree; enough commits decide the block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It votes for payments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledgements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It acknowledges certified payments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payments wait: the masternodes have not agreed for more than 3 s (round %1 of block %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payments wait: %1 of %2 masternodes are silent since this node started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payments wait: %1 of %2 masternodes are silent since %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>block %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sat/kB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certified: %1 of %2 acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for votes: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>One of its coins is promised to another payment. Check in the history whether you paid already; if not, send again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of its coins was spent elsewhere, perhaps by the same wallet on another computer. Check the history, then send again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It spends a reward that is not mature yet. Wait until the reward is mature, then send again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It spends the collateral of a masternode. Retire the masternode first, or pay with other coins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network knows this payment already. There is nothing to do; its state will follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many payments are waiting. Send again later, or with a higher fee.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waited too long without becoming final. Nothing was paid; send again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its fee is below the least one. Send again with a higher fee.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An amount is too small to be a coin of its own. Pay at least 0.00001 TIME to each recipient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The payment is too large. Pay fewer recipients at once, or consolidate small coins on the Coins page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The coins are too small to fit into one payment. Consolidate them on the Coins page, or pay a smaller amount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are too many recipients for one payment. Split it into several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You gave it up. Its coins can be spent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node is too busy to answer. The payment is kept and handed in again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node is not running. The payment is kept and handed in when it runs again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network could not read it. Nothing was paid; please report this as a fault of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase is not right. Check the keyboard layout and Caps Lock, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no wallet here. Create one, or restore one from its words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a wallet here already. Open it, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not the words of a wallet. Check the spelling and the order of every word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase is too short. Use at least 8 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet file is damaged. Restore the wallet from a backup or from its words; your coins are safe on the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet was written by a newer version. Open it with that version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet&apos;s files cannot be read or written. Check the free space and the permissions of its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet is locked. Unlock it with your passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet is being closed. Start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system has no keychain. Unlock with your passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s keychain is locked or refused. Unlock with your passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a valid address: a character is missing or wrong. Copy it again from its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address belongs to another network. Ask for an address of this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter an address to pay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one recipient can receive the rest. Enter an amount for the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter an address and an amount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough to spend for the amount and the fee. Pay less, or wait for coins that are under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The amounts add up to more than there can ever be. Enter smaller amounts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is too long. Shorten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This wallet has no key for one of the chosen coins. Choose others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link asks for something that is no amount. Ask for a new link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link demands something that this version does not know. Ask for a plain address instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link is damaged. Copy it again from its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link says the same thing twice. Ask for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link is too long. Ask for a plain address instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quorum has voted for it already: it can no longer be given up, and will become final.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet does not know it (any more).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not handed in yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final, in a block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The payment is signed and kept here. It is handed in as soon as the node can take it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network knows it and the masternodes are voting. It is not final yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than two thirds of the masternodes have voted for it. In a moment it is final.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can take it back any more. The next block will hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can take it back any more. A block holds it for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was paid. Its coins can be spent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was given up. Its coins can be spent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spendable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Immature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collateral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its payment is not final yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reward, spendable from slot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promised to a payment under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collateral of a masternode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network refused it (%1). Nothing was paid; its coins can be spent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet could not do it (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are missing for the amount and the fee. Pay less, or wait for coins that are under way.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>nothing known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 have voted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 silent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shapes</name>
    <message numerus="yes">
        <source>%n payment(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masternode(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n coin(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::AboutPage</name>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>genesis hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Genesis hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIT. Free software, without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A coin whose payments are final in under a second. A payment is final when more than two thirds of the masternodes have voted for it and have acknowledged the vote.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::AmountEdit</name>
    <message>
        <source>Amount in TIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TIME has at most eight decimals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An amount has digits and one decimal point, like 12.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits are missing after the decimal point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the amount without thousands separators, like 1234.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not that much TIME</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::CoinModel</name>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it cannot be spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount in TIME</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::CommandPalette</name>
    <message>
        <source>Go to a page or do something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages and actions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::CopyField</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::DataTable</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::Desktop</name>
    <message>
        <source>Masternode %1 has stopped. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TimeCoin cannot start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::MainWindow</name>
    <message>
        <source>&amp;Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un&amp;lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TimeCoin cannot go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is being written is finished first. This takes five seconds at most; payments that are under way go on in the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Wallet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find on this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Get 100 TIME from the faucet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masternode &amp;%1 runs: stop it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masternode &amp;%1 is stopped: start it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About TimeCoin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faucet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The faucet has sent you 100 TIME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All coins of the faucet are under way. Try again after the next block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::MempoolModel</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fee</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fee rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::Navigation</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::Notice</name>
    <message>
        <source>Close this notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::PaymentModel</name>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label or address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount in TIME</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::PeersModel</name>
    <message>
        <source>Inbound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masternode %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This peer connected to us.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We connected to this peer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It proved that it has this masternode&apos;s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It proved an operator key that is in no set now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest block it claims to have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a question to its answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points for misbehaviour; at 100 it is disconnected and banned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masternode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::RequestModel</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way, not final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid, final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::RingWidget</name>
    <message>
        <source>Votes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::RoundMarksModel</name>
    <message>
        <source>%1 (late)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masternode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message hash</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting is called like this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dots instead of figures, for places where others can see the screen. Ctrl+Shift+M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Habits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell me when a payment is final or has failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications of the desktop, without amounts while amounts are hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>after %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the wallet when nobody uses it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locking wipes the spending keys from memory. Balances stay visible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock with the system&apos;s keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase, to switch this on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever is logged in here can then unlock. The passphrase keeps working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least %1 characters. Older backups keep the passphrase they were made with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever sees these words can take the money. Nobody honest ever asks for them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wallet, its history and the chain are in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the passphrase below, then switch this on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain can unlock this wallet now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key was removed from the keychain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing the passphrase…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the words</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::StatusStrip</name>
    <message>
        <source>Masternodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 masternodes are heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the wallet (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the wallet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timecoin::Tray</name>
    <message>
        <source>Show TimeCoin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the wallet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have received %1. It is final.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reward of %1 has arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your payment of %1 is final.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your coins have been put together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A payment has failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
