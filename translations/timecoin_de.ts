<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>FeeHistogram</name>
    <message>
        <source>%1 sat/kB or more</source>
        <translation>%1 sat/kB oder mehr</translation>
    </message>
    <message>
        <source>%1 to %2 sat/kB</source>
        <translation>%1 bis %2 sat/kB</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The node is stopped.</source>
        <translation>Der Knoten steht.</translation>
    </message>
    <message>
        <source>The node is starting.</source>
        <translation>Der Knoten startet.</translation>
    </message>
    <message>
        <source>Offline: no other node is connected. Last block: %1.</source>
        <translation>Offline: keine Verbindung zu anderen Knoten. Letzter Block: %1.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>Catching up: %1.</source>
        <translation>Holt auf: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 masternodes are heard</source>
        <translation>%1 von %2 Masternodes melden sich</translation>
    </message>
    <message>
        <source>%1, which is enough. Block %2.</source>
        <translation>%1, das genügt. Block %2.</translation>
    </message>
    <message>
        <source>%1; %2 are needed. Block %3.</source>
        <translation>%1; nötig sind %2. Block %3.</translation>
    </message>
    <message>
        <source>%1. Block %2.</source>
        <translation>%1. Block %2.</translation>
    </message>
    <message>
        <source>This node was away for too long to go on by itself. Ask somebody you trust for the newest block that their node shows (Peers), and start TimeCoin with --checkpoint and that text.</source>
        <translation>Dieser Knoten war zu lange weg, um allein weiterzumachen. Fragen Sie jemanden, dem Sie vertrauen, nach dem neuesten Block, den sein Knoten zeigt (Peers), und starten Sie TimeCoin mit --checkpoint und diesem Text.</translation>
    </message>
    <message>
        <source>On the way to the checkpoint: block %1 of %2.</source>
        <translation>Auf dem Weg zum Prüfpunkt: Block %1 von %2.</translation>
    </message>
</context>
<context>
    <name>MasternodeText</name>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Being removed</source>
        <translation>Wird entfernt</translation>
    </message>
    <message>
        <source>Retiring</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gegangen</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Ausgesetzt</translation>
    </message>
    <message>
        <source>Genesis</source>
        <translation>Genesis</translation>
    </message>
    <message>
        <source>Not paid: unbonds until %1</source>
        <translation>Nicht bezahlt: gebunden bis %1</translation>
    </message>
    <message>
        <source>Not yet: joins after %1</source>
        <translation>Noch nicht: kommt nach %1 hinzu</translation>
    </message>
    <message>
        <source>Not paid: it was silent</source>
        <translation>Nicht bezahlt: Er war still</translation>
    </message>
    <message>
        <source>Not paid: it leaves</source>
        <translation>Nicht bezahlt: Er geht</translation>
    </message>
    <message>
        <source>Next: block %1 or later</source>
        <translation>Nächster: Block %1 oder später</translation>
    </message>
    <message>
        <source>Place %1 of %2: block %3 or later</source>
        <translation>Platz %1 von %2: Block %3 oder später</translation>
    </message>
    <message>
        <source>It was removed, because its key signed two things that contradict each other. Its collateral can be spent after %1.</source>
        <translation>Er wurde entfernt, weil sein Schlüssel zweierlei unterschrieben hat, das sich widerspricht. Sein Pfand kann nach %1 ausgegeben werden.</translation>
    </message>
    <message>
        <source>Its owner retired it. Its collateral can be spent after %1.</source>
        <translation>Sein Besitzer hat ihn abgemeldet. Sein Pfand kann nach %1 ausgegeben werden.</translation>
    </message>
    <message>
        <source>It joins with the first block after %1, if there is room, and is paid in turn from then on.</source>
        <translation>Er kommt mit dem ersten Block nach %1 hinzu, falls Platz ist, und wird von da an reihum bezahlt.</translation>
    </message>
    <message>
        <source>It is suspended, because it signed nothing in two whole epochs. Its collateral is safe. Once its program runs again, its operator brings it back with an update.</source>
        <translation>Er ist ausgesetzt, weil er in zwei ganzen Epochen nichts unterschrieben hat. Sein Pfand ist sicher. Wenn sein Programm wieder läuft, holt ihn sein Betreiber mit einer Änderung zurück.</translation>
    </message>
    <message>
        <source>It is not paid any more.</source>
        <translation>Er wird nicht mehr bezahlt.</translation>
    </message>
    <message>
        <source>Until then it votes and is paid in turn.</source>
        <translation>Bis dahin stimmt er ab und wird reihum bezahlt.</translation>
    </message>
    <message>
        <source>Its key signed two things that contradict each other: it leaves with the first block after %1, or later while the others are too few. %2</source>
        <translation>Sein Schlüssel hat zweierlei unterschrieben, das sich widerspricht: Er geht mit dem ersten Block nach %1, oder später, solange die anderen zu wenige sind. %2</translation>
    </message>
    <message>
        <source>Its owner retires it: it leaves with the first block after %1, or later while the others are too few. %2</source>
        <translation>Sein Besitzer meldet ihn ab: Er geht mit dem ersten Block nach %1, oder später, solange die anderen zu wenige sind. %2</translation>
    </message>
    <message>
        <source>It stands at place %1 of %2 in the queue: block %3 pays it, or a later one. A block pays nobody when it is not the first of its time slot.</source>
        <translation>Er steht auf Platz %1 von %2 in der Schlange: Block %3 bezahlt ihn, oder ein späterer. Ein Block, der nicht der erste seines Zeitfensters ist, bezahlt niemanden.</translation>
    </message>
    <message>
        <source>After block %1: %2 registered, %3 vote, %4 must agree. The set can change with the first block after %5.</source>
        <translation>Nach Block %1: %2 angemeldet, %3 stimmen ab, %4 müssen übereinstimmen. Die Menge kann sich mit dem ersten Block nach %5 ändern.</translation>
    </message>
    <message>
        <source>This node has an operator key, but no masternode is registered with it.</source>
        <translation>Dieser Knoten hat einen Betreiberschlüssel, aber mit ihm ist kein Masternode angemeldet.</translation>
    </message>
    <message>
        <source>Your version stops at block %1: the masternodes have agreed on new rules. Get the new version before.</source>
        <translation>Ihre Version hält bei Block %1 an: Die Masternodes haben sich auf neue Regeln geeinigt. Holen Sie vorher die neue Version.</translation>
    </message>
    <message>
        <source>The masternodes have agreed on new rules from block %1 on. This version knows them.</source>
        <translation>Die Masternodes haben sich auf neue Regeln ab Block %1 geeinigt. Diese Version kennt sie.</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Still</translation>
    </message>
    <message numerus="yes">
        <source>It signed nothing in the last %n whole epoch(s): after two it is suspended, or later while the others are too few. %1</source>
        <translation>
            <numerusform>Er hat in der letzten ganzen Epoche (%n) nichts unterschrieben: Nach zweien wird er ausgesetzt, oder später, solange die anderen zu wenige sind. %1</numerusform>
            <numerusform>Er hat in den letzten %n ganzen Epochen nichts unterschrieben: Nach zweien wird er ausgesetzt, oder später, solange die anderen zu wenige sind. %1</numerusform>
        </translation>
    </message>
    <message>
        <source>This node&apos;s masternode, %1: %2</source>
        <translation>Der Masternode dieses Knotens, %1: %2</translation>
    </message>
</context>
<context>
    <name>Money</name>
    <message>
        <source>hidden amount</source>
        <translation>Betrag verborgen</translation>
    </message>
</context>
<context>
    <name>NetworkText</name>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>It would begin the round early.</source>
        <translation>Er würde die Runde früher beginnen.</translation>
    </message>
    <message>
        <source>View change</source>
        <translation>Sichtwechsel</translation>
    </message>
    <message>
        <source>It enters this view and names every payment that it has acknowledged.</source>
        <translation>Er wechselt in diese Sicht und nennt jede Zahlung, die er bestätigt hat.</translation>
    </message>
    <message>
        <source>Pre-prepare</source>
        <translation>Pre-Prepare</translation>
    </message>
    <message>
        <source>The primary of this view proposes a block.</source>
        <translation>Der führende Masternode dieser Sicht schlägt einen Block vor.</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Prepare</translation>
    </message>
    <message>
        <source>It has checked the proposed block and agrees.</source>
        <translation>Er hat den vorgeschlagenen Block geprüft und stimmt zu.</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>It has seen that enough agree; enough commits decide the block.</source>
        <translation>Er hat gesehen, dass genug zustimmen; genug Commits entscheiden den Block.</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>It votes for payments.</source>
        <translation>Er stimmt über Zahlungen ab.</translation>
    </message>
    <message>
        <source>Acknowledgements</source>
        <translation>Bestätigungen</translation>
    </message>
    <message>
        <source>It acknowledges certified payments.</source>
        <translation>Er bestätigt zertifizierte Zahlungen.</translation>
    </message>
    <message>
        <source>payments wait: the masternodes have not agreed for more than 3 s (round %1 of block %2)</source>
        <translation>Zahlungen warten: Die Masternodes sind sich seit über 3 s nicht einig (Runde %1 von Block %2)</translation>
    </message>
    <message>
        <source>payments wait: %1 of %2 masternodes are silent since this node started</source>
        <translation>Zahlungen warten: %1 von %2 Masternodes sind stumm, seit dieser Knoten läuft</translation>
    </message>
    <message>
        <source>payments wait: %1 of %2 masternodes are silent since %3</source>
        <translation>Zahlungen warten: %1 von %2 Masternodes sind seit %3 stumm</translation>
    </message>
    <message>
        <source>block %1 of %2</source>
        <translation>Block %1 von %2</translation>
    </message>
    <message>
        <source>%1 sat/kB</source>
        <translation>%1 sat/kB</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Endgültig</translation>
    </message>
    <message>
        <source>Certified: %1 of %2 acknowledge</source>
        <translation>Zertifiziert: %1 von %2 bestätigen</translation>
    </message>
    <message>
        <source>Waits for votes: %1 of %2</source>
        <translation>Wartet auf Stimmen: %1 von %2</translation>
    </message>
    <message>
        <source>+%1 ms</source>
        <translation>+%1 ms</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>A node of another network was met and dropped: %1. Its genesis is another; check the address and the network file.</source>
        <translation>Ein Knoten eines anderen Netzes wurde angetroffen und getrennt: %1. Seine Genesis ist eine andere; prüfen Sie die Adresse und die Netzdatei.</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>One of its coins is promised to another payment. Check in the history whether you paid already; if not, send again.</source>
        <translation>Eine ihrer Münzen ist für eine andere Zahlung vorgemerkt. Prüfen Sie im Verlauf, ob schon gezahlt wurde; wenn nicht, senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>One of its coins was spent elsewhere, perhaps by the same wallet on another computer. Check the history, then send again.</source>
        <translation>Eine ihrer Münzen wurde anderswo ausgegeben, vielleicht von derselben Wallet auf einem anderen Computer. Prüfen Sie den Verlauf und senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>It spends a reward that is not mature yet. Wait until the reward is mature, then send again.</source>
        <translation>Sie gibt eine Belohnung aus, die noch nicht reif ist. Warten Sie, bis sie reif ist, und senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>It spends the collateral of a masternode. Retire the masternode first, or pay with other coins.</source>
        <translation>Sie gibt das Pfand eines Masternodes aus. Melden Sie den Masternode zuerst ab oder zahlen Sie mit anderen Münzen.</translation>
    </message>
    <message>
        <source>The network knows this payment already. There is nothing to do; its state will follow.</source>
        <translation>Das Netz kennt diese Zahlung schon. Es ist nichts zu tun; ihr Stand folgt.</translation>
    </message>
    <message>
        <source>Too many payments are waiting. Send again later, or with a higher fee.</source>
        <translation>Zu viele Zahlungen warten. Senden Sie später noch einmal oder mit höherer Gebühr.</translation>
    </message>
    <message>
        <source>Others that contradict it wait already. See what becomes of them in the next block, then send again.</source>
        <translation>Andere, die ihr widersprechen, warten schon. Sehen Sie nach, was im nächsten Block aus ihnen wird, und senden Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>It waited too long without becoming final. Nothing was paid; send again.</source>
        <translation>Die Zahlung wurde zu lange nicht endgültig. Es wurde nichts gezahlt; senden Sie noch einmal.</translation>
    </message>
    <message>
        <source>Its fee is below the least one. Send again with a higher fee.</source>
        <translation>Die Gebühr liegt unter der kleinsten. Senden Sie noch einmal mit höherer Gebühr.</translation>
    </message>
    <message>
        <source>An amount is too small to be a coin of its own. Pay at least 0.00001 TIME to each recipient.</source>
        <translation>Ein Betrag ist zu klein für eine eigene Münze. Zahlen Sie jedem Empfänger mindestens 0,00001 TIME.</translation>
    </message>
    <message>
        <source>The payment is too large. Pay fewer recipients at once, or consolidate small coins on the Coins page.</source>
        <translation>Die Zahlung ist zu groß. Zahlen Sie an weniger Empfänger zugleich oder legen Sie auf der Seite „Münzen“ kleine Münzen zusammen.</translation>
    </message>
    <message>
        <source>The coins are too small to fit into one payment. Consolidate them on the Coins page, or pay a smaller amount.</source>
        <translation>Die Münzen sind zu klein, um in eine Zahlung zu passen. Legen Sie sie auf der Seite „Münzen“ zusammen oder zahlen Sie weniger.</translation>
    </message>
    <message>
        <source>There are too many recipients for one payment. Split it into several.</source>
        <translation>Es sind zu viele Empfänger für eine Zahlung. Teilen Sie sie auf mehrere auf.</translation>
    </message>
    <message>
        <source>You gave it up. Its coins can be spent again.</source>
        <translation>Von Ihnen aufgegeben. Ihre Münzen sind wieder frei.</translation>
    </message>
    <message>
        <source>The node is too busy to answer. The payment is kept and handed in again by itself.</source>
        <translation>Der Knoten ist überlastet. Die Zahlung bleibt hier und wird von selbst noch einmal eingereicht.</translation>
    </message>
    <message>
        <source>The node is not running. The payment is kept and handed in when it runs again.</source>
        <translation>Der Knoten läuft nicht. Die Zahlung bleibt hier und wird eingereicht, sobald er wieder läuft.</translation>
    </message>
    <message>
        <source>The network could not read it. Nothing was paid; please report this as a fault of the program.</source>
        <translation>Das Netz konnte sie nicht lesen. Es wurde nichts gezahlt; bitte melden Sie das als Fehler des Programms.</translation>
    </message>
    <message>
        <source>The passphrase is not right. Check the keyboard layout and Caps Lock, then try again.</source>
        <translation>Die Passphrase stimmt nicht. Prüfen Sie Tastaturbelegung und Feststelltaste und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no wallet here. Create one, or restore one from its words.</source>
        <translation>Hier ist keine Wallet. Erstellen Sie eine oder stellen Sie eine aus ihren Wörtern wieder her.</translation>
    </message>
    <message>
        <source>There is a wallet here already. Open it, or choose another folder.</source>
        <translation>Hier ist schon eine Wallet. Öffnen Sie sie oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>These are not the words of a wallet. Check the spelling and the order of every word.</source>
        <translation>Das sind nicht die Wörter einer Wallet. Prüfen Sie Schreibweise und Reihenfolge aller Wörter.</translation>
    </message>
    <message>
        <source>The passphrase is too short. Use at least 8 characters.</source>
        <translation>Die Passphrase ist zu kurz. Nehmen Sie mindestens 8 Zeichen.</translation>
    </message>
    <message>
        <source>The wallet file is damaged. Restore the wallet from a backup or from its words; your coins are safe on the network.</source>
        <translation>Die Wallet-Datei ist beschädigt. Stellen Sie die Wallet aus einer Sicherung oder aus ihren Wörtern wieder her; Ihre Münzen sind sicher im Netz.</translation>
    </message>
    <message>
        <source>The wallet was written by a newer version. Open it with that version.</source>
        <translation>Die Wallet stammt von einer neueren Version. Öffnen Sie sie mit dieser Version.</translation>
    </message>
    <message>
        <source>The wallet&apos;s files cannot be read or written. Check the free space and the permissions of its folder.</source>
        <translation>Die Dateien der Wallet lassen sich nicht lesen oder schreiben. Prüfen Sie freien Platz und Rechte ihres Ordners.</translation>
    </message>
    <message>
        <source>The wallet is locked. Unlock it with your passphrase.</source>
        <translation>Die Wallet ist gesperrt. Entsperren Sie sie mit Ihrer Passphrase.</translation>
    </message>
    <message>
        <source>The wallet is being closed. Start it again.</source>
        <translation>Die Wallet wird gerade geschlossen. Starten Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>This system has no keychain. Unlock with your passphrase.</source>
        <translation>Dieses System hat keinen Schlüsselbund. Entsperren Sie mit Ihrer Passphrase.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain is locked or refused. Unlock with your passphrase.</source>
        <translation>Der Schlüsselbund des Systems ist gesperrt oder hat abgelehnt. Entsperren Sie mit Ihrer Passphrase.</translation>
    </message>
    <message>
        <source>This is not a valid address: a character is missing or wrong. Copy it again from its source.</source>
        <translation>Das ist keine gültige Adresse: Ein Zeichen fehlt oder ist falsch. Kopieren Sie sie noch einmal von ihrer Quelle.</translation>
    </message>
    <message>
        <source>This address belongs to another network. Ask for an address of this one.</source>
        <translation>Diese Adresse gehört zu einem anderen Netz. Bitten Sie um eine Adresse aus diesem.</translation>
    </message>
    <message>
        <source>Enter an address to pay.</source>
        <translation>Geben Sie eine Adresse ein.</translation>
    </message>
    <message>
        <source>Only one recipient can receive the rest. Enter an amount for the others.</source>
        <translation>Nur ein Empfänger kann den Rest bekommen. Geben Sie für die anderen einen Betrag ein.</translation>
    </message>
    <message>
        <source>Enter an address and an amount.</source>
        <translation>Geben Sie eine Adresse und einen Betrag ein.</translation>
    </message>
    <message>
        <source>There is not enough to spend for the amount and the fee. Pay less, or wait for coins that are under way.</source>
        <translation>Für Betrag und Gebühr ist nicht genug verfügbar. Zahlen Sie weniger oder warten Sie auf Münzen, die unterwegs sind.</translation>
    </message>
    <message>
        <source>The amounts add up to more than there can ever be. Enter smaller amounts.</source>
        <translation>Die Beträge ergeben mehr, als es je geben kann. Geben Sie kleinere Beträge ein.</translation>
    </message>
    <message>
        <source>The message is too long. Shorten it.</source>
        <translation>Die Nachricht ist zu lang. Kürzen Sie sie.</translation>
    </message>
    <message>
        <source>This wallet has no key for one of the chosen coins. Choose others.</source>
        <translation>Diese Wallet hat keinen Schlüssel für eine der gewählten Münzen. Wählen Sie andere.</translation>
    </message>
    <message>
        <source>The link asks for something that is no amount. Ask for a new link.</source>
        <translation>Der Link verlangt etwas, das kein Betrag ist. Bitten Sie um einen neuen Link.</translation>
    </message>
    <message>
        <source>The link demands something that this version does not know. Ask for a plain address instead.</source>
        <translation>Der Link verlangt etwas, das diese Version nicht kennt. Bitten Sie stattdessen um eine einfache Adresse.</translation>
    </message>
    <message>
        <source>The link is damaged. Copy it again from its source.</source>
        <translation>Der Link ist beschädigt. Kopieren Sie ihn noch einmal von seiner Quelle.</translation>
    </message>
    <message>
        <source>The link says the same thing twice. Ask for a new one.</source>
        <translation>Der Link sagt dasselbe zweimal. Bitten Sie um einen neuen.</translation>
    </message>
    <message>
        <source>The link is too long. Ask for a plain address instead.</source>
        <translation>Der Link ist zu lang. Bitten Sie stattdessen um eine einfache Adresse.</translation>
    </message>
    <message>
        <source>A quorum has voted for it already: it can no longer be given up, and will become final.</source>
        <translation>Ein Quorum hat schon für sie gestimmt: Sie kann nicht mehr aufgegeben werden und wird endgültig.</translation>
    </message>
    <message>
        <source>The wallet does not know it (any more).</source>
        <translation>Die Wallet kennt sie nicht (mehr).</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>To yourself</source>
        <translation>An mich selbst</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>Belohnung</translation>
    </message>
    <message>
        <source>Not handed in yet</source>
        <translation>Noch nicht eingereicht</translation>
    </message>
    <message>
        <source>Waiting for votes</source>
        <translation>Wartet auf Stimmen</translation>
    </message>
    <message>
        <source>Certified</source>
        <translation>Zertifiziert</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Endgültig</translation>
    </message>
    <message>
        <source>Final, in a block</source>
        <translation>Endgültig, im Block</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Final in %1</source>
        <translation>Endgültig nach %1</translation>
    </message>
    <message>
        <source>The payment is signed and kept here. It is handed in as soon as the node can take it.</source>
        <translation>Die Zahlung ist unterschrieben und liegt hier. Sie wird eingereicht, sobald der Knoten sie annehmen kann.</translation>
    </message>
    <message>
        <source>The network knows it and the masternodes are voting. It is not final yet.</source>
        <translation>Das Netz kennt sie und die Masternodes stimmen ab. Sie ist noch nicht endgültig.</translation>
    </message>
    <message>
        <source>More than two thirds of the masternodes have voted for it. In a moment it is final.</source>
        <translation>Mehr als zwei Drittel der Masternodes haben für sie gestimmt. Gleich ist sie endgültig.</translation>
    </message>
    <message>
        <source>Nobody can take it back any more. The next block will hold it.</source>
        <translation>Niemand kann sie mehr zurücknehmen. Der nächste Block wird sie enthalten.</translation>
    </message>
    <message>
        <source>Nobody can take it back any more. A block holds it for ever.</source>
        <translation>Niemand kann sie mehr zurücknehmen. Ein Block enthält sie für immer.</translation>
    </message>
    <message>
        <source>Nothing was paid. Its coins can be spent again.</source>
        <translation>Es wurde nichts gezahlt. Ihre Münzen sind wieder frei.</translation>
    </message>
    <message>
        <source>It was given up. Its coins can be spent again.</source>
        <translation>Sie wurde aufgegeben. Ihre Münzen sind wieder frei.</translation>
    </message>
    <message>
        <source>Spendable</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Immature</source>
        <translation>Unreif</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Vorgemerkt</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Collateral</source>
        <translation>Pfand</translation>
    </message>
    <message>
        <source>Its payment is not final yet</source>
        <translation>Ihre Zahlung ist noch nicht endgültig</translation>
    </message>
    <message>
        <source>A reward, spendable from slot %1</source>
        <translation>Eine Belohnung, verfügbar ab Slot %1</translation>
    </message>
    <message>
        <source>Promised to a payment under way</source>
        <translation>Für eine laufende Zahlung vorgemerkt</translation>
    </message>
    <message>
        <source>Frozen by you</source>
        <translation>Von Ihnen gesperrt</translation>
    </message>
    <message>
        <source>Collateral of a masternode</source>
        <translation>Pfand eines Masternodes</translation>
    </message>
    <message>
        <source>The network refused it (%1). Nothing was paid; its coins can be spent again.</source>
        <translation>Das Netz hat sie abgelehnt (%1). Es wurde nichts gezahlt; ihre Münzen sind wieder frei.</translation>
    </message>
    <message>
        <source>The wallet could not do it (%1).</source>
        <translation>Die Wallet konnte das nicht tun (%1).</translation>
    </message>
    <message>
        <source>%1 are missing for the amount and the fee. Pay less, or wait for coins that are under way.</source>
        <translation>Für Betrag und Gebühr fehlen %1. Zahlen Sie weniger oder warten Sie auf Münzen, die unterwegs sind.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain was not allowed to answer. Unlock with your passphrase.</source>
        <translation>Der Schlüsselbund des Systems durfte nicht antworten. Entsperren Sie mit Ihrer Passphrase.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain holds no key to this wallet, or stays locked. Unlock with your passphrase.</source>
        <translation>Der Schlüsselbund des Systems enthält keinen Schlüssel zu dieser Wallet oder bleibt gesperrt. Entsperren Sie mit Ihrer Passphrase.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain does not answer. Unlock with your passphrase.</source>
        <translation>Der Schlüsselbund des Systems antwortet nicht. Entsperren Sie mit Ihrer Passphrase.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain could not be used. Unlock with your passphrase.</source>
        <translation>Der Schlüsselbund des Systems war nicht nutzbar. Entsperren Sie mit Ihrer Passphrase.</translation>
    </message>
    <message>
        <source>The wallet does not know this payment.</source>
        <translation>Die Wallet kennt diese Zahlung nicht.</translation>
    </message>
    <message>
        <source>The disk is full, and nothing was changed. Make room, then try again.</source>
        <translation>Der Datenträger ist voll; nichts wurde geändert. Schaffen Sie Platz und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Another program has this wallet open. Close that one first.</source>
        <translation>Ein anderes Programm hat diese Wallet geöffnet. Schließen Sie es zuerst.</translation>
    </message>
    <message>
        <source>Somebody has put another wallet file in the place of this one. It was not touched; close the program and look.</source>
        <translation>An der Stelle dieser Wallet-Datei liegt jetzt eine andere. Sie wurde nicht angerührt; schließen Sie das Programm und sehen Sie nach.</translation>
    </message>
    <message>
        <source>The keychain&apos;s key does not open this wallet. Unlock with your passphrase, then switch the keychain off and on.</source>
        <translation>Der Schlüssel im Schlüsselbund öffnet diese Wallet nicht. Entsperren Sie mit Ihrer Passphrase und schalten Sie den Schlüsselbund dann aus und wieder ein.</translation>
    </message>
    <message>
        <source>This wallet is not unlocked by the keychain. Use your passphrase.</source>
        <translation>Diese Wallet wird nicht mit dem Schlüsselbund entsperrt. Verwenden Sie Ihre Passphrase.</translation>
    </message>
    <message>
        <source>The wallet cannot keep any more of these, or the text is too long.</source>
        <translation>Mehr davon kann die Wallet nicht aufbewahren, oder der Text ist zu lang.</translation>
    </message>
    <message>
        <source>The wallet cannot be made from this. Start again, and report it if it happens twice.</source>
        <translation>Daraus lässt sich keine Wallet machen. Beginnen Sie neu, und melden Sie es, wenn es zweimal geschieht.</translation>
    </message>
    <message>
        <source>There is not enough free memory to open the wallet. Close other programs, then try again.</source>
        <translation>Zum Öffnen der Wallet ist nicht genug Speicher frei. Schließen Sie andere Programme und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The restored wallet still waits for the network to tell its coins. Try again in a moment.</source>
        <translation>Die wiederhergestellte Wallet wartet noch darauf, dass das Netzwerk ihre Münzen nennt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The wallet file was damaged, so the one before it was opened. Your coins are safe; the newest labels, contacts and addresses may be missing.</source>
        <translation>Die Wallet-Datei war beschädigt; deshalb wurde die vorige geöffnet. Ihre Münzen sind sicher; die neuesten Bezeichnungen, Kontakte und Adressen können fehlen.</translation>
    </message>
    <message>
        <source>Its operator key belongs to a registered masternode already. Make a new key and register with that.</source>
        <translation>Der Betreiberschlüssel gehört schon zu einem angemeldeten Masternode. Erzeugen Sie einen neuen Schlüssel und melden Sie sich mit diesem an.</translation>
    </message>
    <message>
        <source>No more masternodes can be registered now. Try again when some have left.</source>
        <translation>Im Augenblick können keine weiteren Masternodes angemeldet werden. Versuchen Sie es wieder, wenn einige gegangen sind.</translation>
    </message>
    <message>
        <source>There is no such masternode, or it has left. Check the name of its collateral.</source>
        <translation>Diesen Masternode gibt es nicht, oder er ist gegangen. Prüfen Sie den Namen seines Pfands.</translation>
    </message>
    <message>
        <source>That masternode has another operator key. Sign with the one it was registered with.</source>
        <translation>Dieser Masternode hat einen anderen Betreiberschlüssel. Unterschreiben Sie mit dem, mit dem er angemeldet wurde.</translation>
    </message>
    <message>
        <source>That masternode belongs to another key. Sign with the key that holds its collateral.</source>
        <translation>Dieser Masternode gehört zu einem anderen Schlüssel. Unterschreiben Sie mit dem, der sein Pfand hält.</translation>
    </message>
    <message>
        <source>Updates are numbered, and this number is not the next. Use the one after the last update.</source>
        <translation>Änderungen sind nummeriert, und diese Nummer ist nicht die nächste. Nehmen Sie die nach der letzten Änderung.</translation>
    </message>
    <message>
        <source>This masternode was updated a moment ago. Try again after the next block.</source>
        <translation>Dieser Masternode wurde gerade erst geändert. Versuchen Sie es nach dem nächsten Block wieder.</translation>
    </message>
    <message>
        <source>This masternode is leaving already. There is nothing to do.</source>
        <translation>Dieser Masternode geht bereits. Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>The network has this evidence already. There is nothing to do.</source>
        <translation>Das Netz hat diesen Beweis schon. Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>It proves nothing against that masternode.</source>
        <translation>Das beweist nichts gegen diesen Masternode.</translation>
    </message>
    <message>
        <source>Its collateral is not what this network asks for. Make the registration anew.</source>
        <translation>Das Pfand ist nicht das, das dieses Netz verlangt. Erstellen Sie die Anmeldung neu.</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>nothing known yet</source>
        <translation>noch nichts bekannt</translation>
    </message>
    <message>
        <source>%1 of %2 have voted</source>
        <translation>%1 von %2 haben abgestimmt</translation>
    </message>
    <message>
        <source>, final</source>
        <translation>, endgültig</translation>
    </message>
    <message>
        <source>, failed</source>
        <translation>, gescheitert</translation>
    </message>
    <message>
        <source>, %1 acknowledged</source>
        <translation>, %1 bestätigt</translation>
    </message>
    <message>
        <source>, %1 silent</source>
        <translation>, %1 stumm</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>It could not be saved: %1. Choose another folder.</source>
        <translation>Speichern nicht möglich: %1. Wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>Shapes</name>
    <message numerus="yes">
        <source>%n payment(s)</source>
        <translation>
            <numerusform>%n Zahlung</numerusform>
            <numerusform>%n Zahlungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masternode(s)</source>
        <translation>
            <numerusform>%n Masternode</numerusform>
            <numerusform>%n Masternodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation>
            <numerusform>%n Peer</numerusform>
            <numerusform>%n Peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n coin(s)</source>
        <translation>
            <numerusform>%n Münze</numerusform>
            <numerusform>%n Münzen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusText</name>
    <message>
        <source>Another TimeCoin process uses this data directory. Stop it, or give this one a directory of its own with --datadir.</source>
        <translation>Ein anderes TimeCoin benutzt diesen Datenordner. Beenden Sie es oder geben Sie diesem mit --datadir einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Another process on this machine signs with this masternode&apos;s operator key. Two signers with one key would contradict each other: stop the other one first.</source>
        <translation>Ein anderer Prozess auf diesem Computer unterschreibt mit dem Betreiberschlüssel dieses Masternodes. Zwei Unterzeichner mit einem Schlüssel würden einander widersprechen: Beenden Sie zuerst den anderen.</translation>
    </message>
    <message>
        <source>The data directory cannot be used. Check that it exists, belongs to you and is not full.</source>
        <translation>Der Datenordner lässt sich nicht nutzen. Prüfen Sie, ob er existiert, Ihnen gehört und nicht voll ist.</translation>
    </message>
    <message>
        <source>The P2P port cannot be opened. Choose another with --port, or stop the program that has it.</source>
        <translation>Der P2P-Port lässt sich nicht öffnen. Wählen Sie mit --port einen anderen oder beenden Sie das Programm, das ihn belegt.</translation>
    </message>
    <message>
        <source>The statement log cannot be written. Check the folder of --statement-log, or start without it.</source>
        <translation>Das Aussagenprotokoll lässt sich nicht schreiben. Prüfen Sie den Ordner von --statement-log oder starten Sie ohne diese Angabe.</translation>
    </message>
    <message>
        <source>The database could not be read or written. Check the disk: free space, permissions, errors; then start again. Nothing that was promised is lost.</source>
        <translation>Die Datenbank ließ sich nicht lesen oder schreiben. Prüfen Sie den Datenträger: freier Platz, Rechte, Fehler; dann starten Sie noch einmal. Nichts Zugesagtes ist verloren.</translation>
    </message>
    <message>
        <source>This data directory was written by a newer version of TimeCoin. Update this program; the files were not touched.</source>
        <translation>Dieser Datenordner stammt von einer neueren Version von TimeCoin. Aktualisieren Sie dieses Programm; die Dateien sind unverändert.</translation>
    </message>
    <message>
        <source>This data directory belongs to another network. Use another --datadir, or the network it was made for.</source>
        <translation>Dieser Datenordner gehört zu einem anderen Netz. Nehmen Sie ein anderes --datadir oder das Netz, für das er angelegt wurde.</translation>
    </message>
    <message>
        <source>More than a third of the masternodes have contradicted themselves. The proof is kept in the data directory, and the node does not start while it is there: no payment is safe until people have looked at it.</source>
        <translation>Mehr als ein Drittel der Masternodes hat sich selbst widersprochen. Der Beweis liegt im Datenordner, und solange er dort liegt, startet der Knoten nicht: keine Zahlung ist sicher, bis Menschen ihn geprüft haben.</translation>
    </message>
    <message>
        <source>The cryptographic library failed its self-test. Install TimeCoin anew.</source>
        <translation>Die Kryptobibliothek hat ihren Selbsttest nicht bestanden. Installieren Sie TimeCoin neu.</translation>
    </message>
    <message>
        <source>The node cannot go on.</source>
        <translation>Der Knoten kann nicht weiterlaufen.</translation>
    </message>
    <message>
        <source>a round has lasted for more than 30 s: too many masternodes are silent or slow. Payments wait, and nothing is lost</source>
        <translation>eine Runde dauert schon länger als 30 s: Zu viele Masternodes sind stumm oder langsam. Zahlungen warten, und nichts ist verloren</translation>
    </message>
    <message>
        <source>this masternode&apos;s safety log is older than signatures others hold of it: it signs nothing. Restore the newest safety.db or register a new key</source>
        <translation>das Sicherheitsprotokoll dieses Masternodes ist älter als Unterschriften, die andere von ihm haben: Er unterschreibt nichts. Stellen Sie die neueste safety.db wieder her oder melden Sie einen neuen Schlüssel an</translation>
    </message>
    <message>
        <source>somebody else signs with this masternode&apos;s operator key. Look for a second process that has it and stop that one; if there is none, the key is stolen: retire this masternode and register another key</source>
        <translation>jemand anderes unterschreibt mit dem Betreiberschlüssel dieses Masternodes. Suchen Sie einen zweiten Prozess mit diesem Schlüssel und beenden Sie jenen; gibt es keinen, ist der Schlüssel gestohlen: Melden Sie diesen Masternode ab und einen mit anderem Schlüssel an</translation>
    </message>
    <message>
        <source>a masternode has voted for two payments that spend the same coin</source>
        <translation>ein Masternode hat für zwei Zahlungen gestimmt, die dieselbe Münze ausgeben</translation>
    </message>
    <message>
        <source>The network&apos;s rules have changed. Update this program and start it again: nothing is lost, your money is where it was.</source>
        <translation>Die Regeln des Netzes haben sich geändert. Aktualisieren Sie dieses Programm und starten Sie es neu: Nichts ist verloren, Ihr Geld ist, wo es war.</translation>
    </message>
    <message>
        <source>The chain in this data directory is not the one that a checkpoint names. Compare the checkpoint with somebody you trust, figure by figure. If it is right, the chain here is forged: move chain.db away and start again with the checkpoint; your wallet is not touched.</source>
        <translation>Die Kette in diesem Datenordner ist nicht die, die ein Prüfpunkt nennt. Vergleichen Sie den Prüfpunkt Ziffer für Ziffer mit jemandem, dem Sie vertrauen. Stimmt er, dann ist die Kette hier gefälscht: Legen Sie chain.db beiseite und starten Sie mit dem Prüfpunkt neu; Ihre Wallet wird nicht angerührt.</translation>
    </message>
    <message>
        <source>the masternodes have agreed on new rules: your version stops at block %1. Get the new one before</source>
        <translation>die Masternodes haben sich auf neue Regeln geeinigt: Ihre Version hält bei Block %1 an. Holen Sie vorher die neue</translation>
    </message>
    <message>
        <source>this node was away for longer than masternodes are bound (its last block: %1). To go on, ask somebody you trust for the newest block their node shows, and start with --checkpoint HEIGHT:HASH</source>
        <translation>dieser Knoten war länger weg, als Masternodes gebunden sind (sein letzter Block: %1). Um weiterzumachen, fragen Sie jemanden, dem Sie vertrauen, nach dem neuesten Block, den sein Knoten zeigt, und starten Sie mit --checkpoint HÖHE:HASH</translation>
    </message>
    <message>
        <source>no peer knows the block of the checkpoint %1. Compare it figure by figure; if it is right, wait for other peers</source>
        <translation>kein Peer kennt den Block des Prüfpunkts %1. Vergleichen Sie ihn Ziffer für Ziffer; stimmt er, warten Sie auf andere Peers</translation>
    </message>
    <message>
        <source>the node at %1 belongs to another network, its genesis is another: it was dropped. Check the address and the network file</source>
        <translation>der Knoten bei %1 gehört zu einem anderen Netz, seine Genesis ist eine andere: Er wurde getrennt. Prüfen Sie die Adresse und die Netzdatei</translation>
    </message>
    <message>
        <source>a masternode has signed two things that contradict each other</source>
        <translation>ein Masternode hat zwei Aussagen unterschrieben, die einander widersprechen</translation>
    </message>
    <message>
        <source>The node&apos;s database is damaged. Wallets are not touched by it. Check the disk; then timecoin-tool check says what is wrong, and timecoin-tool rebuild makes a new chain of the blocks that are good. Or move chain.db out of the data directory: at the next start the node fetches the chain from its peers again.</source>
        <translation>Die Datenbank des Knotens ist beschädigt. Wallets sind davon nicht betroffen. Prüfen Sie die Festplatte; dann sagt timecoin-tool check, was fehlt, und timecoin-tool rebuild macht aus den guten Blöcken eine neue Kette. Oder legen Sie chain.db aus dem Datenordner beiseite: Beim nächsten Start holt der Knoten die Kette wieder von seinen Peers.</translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>vor %1 h</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
</context>
<context>
    <name>timecoin::AboutPage</name>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>genesis hash</source>
        <translation>Genesis-Hash</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Genesis hash</source>
        <translation>Genesis-Hash</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>MIT. Free software, without any warranty.</source>
        <translation>MIT. Freie Software, ohne jede Gewähr.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
    <message>
        <source>A coin whose payments are final in under a second. A payment is final when more than two thirds of the masternodes have voted for it and have acknowledged the vote.</source>
        <translation>Eine Währung, deren Zahlungen in weniger als einer Sekunde endgültig sind. Eine Zahlung ist endgültig, wenn mehr als zwei Drittel der Masternodes für sie gestimmt und diese Abstimmung bestätigt haben.</translation>
    </message>
    <message>
        <source>The sign of TimeCoin: a ring of ticks</source>
        <translation>Das Zeichen von TimeCoin: ein Ring aus Strichen</translation>
    </message>
</context>
<context>
    <name>timecoin::AmountEdit</name>
    <message>
        <source>Amount in TIME</source>
        <translation>Betrag in TIME</translation>
    </message>
    <message>
        <source>TIME has at most eight decimals</source>
        <translation>TIME hat höchstens acht Nachkommastellen</translation>
    </message>
    <message>
        <source>An amount has digits and one decimal point, like 12.5</source>
        <translation>Ein Betrag besteht aus Ziffern und einem Komma, etwa 12,5</translation>
    </message>
    <message>
        <source>Digits are missing after the decimal point</source>
        <translation>Nach dem Komma fehlen Ziffern</translation>
    </message>
    <message>
        <source>Write the amount without thousands separators, like 1234.5</source>
        <translation>Schreiben Sie den Betrag ohne Tausenderpunkte, etwa 1234,5</translation>
    </message>
    <message>
        <source>There is not that much TIME</source>
        <translation>So viel TIME gibt es nicht</translation>
    </message>
</context>
<context>
    <name>timecoin::BackupReminder</name>
    <message>
        <source>You have not tested your backup yet. Without the words, this wallet is lost with this computer.</source>
        <translation>Ihre Sicherung ist noch nicht geprüft. Ohne die Wörter geht diese Wallet mit diesem Computer verloren.</translation>
    </message>
    <message>
        <source>It is half a year since you tested your backup. Can you still find and read the words?</source>
        <translation>Ihre Sicherung wurde vor einem halben Jahr geprüft. Finden und lesen Sie die Wörter noch?</translation>
    </message>
    <message>
        <source>&amp;Test the backup</source>
        <translation>Sicherun&amp;g prüfen</translation>
    </message>
</context>
<context>
    <name>timecoin::BackupTestPage</name>
    <message>
        <source>Test the backup</source>
        <translation>Sicherung prüfen</translation>
    </message>
    <message>
        <source>Have the paper with your words at hand. First your passphrase, because the words open everything.</source>
        <translation>Halten Sie das Blatt mit Ihren Wörtern bereit. Zuerst Ihre Passphrase, denn die Wörter öffnen alles.</translation>
    </message>
    <message>
        <source>What is on the paper?</source>
        <translation>Was steht auf dem Blatt?</translation>
    </message>
    <message>
        <source>Type three of the words as you wrote them down.</source>
        <translation>Geben Sie drei der Wörter so ein, wie Sie sie notiert haben.</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>Ihre Wörter</translation>
    </message>
    <message>
        <source>Compare them with your paper, and write down what is missing. Nobody else should see this.</source>
        <translation>Vergleichen Sie sie mit Ihrem Blatt und ergänzen Sie, was fehlt. Niemand sonst sollte das sehen.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>Wei&amp;ter</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>C&amp;heck</source>
        <translation>Prü&amp;fen</translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>&amp;Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Opening. This takes a moment on purpose.</source>
        <translation>Wird geöffnet. Das dauert mit Absicht einen Moment.</translation>
    </message>
    <message>
        <source>Word number %1 was another one.</source>
        <translation>Wort Nummer %1 war ein anderes.</translation>
    </message>
    <message>
        <source>&amp;Show all the words</source>
        <translation>Alle Wörter &amp;zeigen</translation>
    </message>
</context>
<context>
    <name>timecoin::CoinChooser</name>
    <message>
        <source>Choose the &amp;coins to pay with</source>
        <translation>&amp;Münzen zum Bezahlen wählen</translation>
    </message>
    <message>
        <source>Coins to pay with</source>
        <translation>Münzen zum Bezahlen</translation>
    </message>
    <message>
        <source>Choose the coins to pay with</source>
        <translation>Münzen zum Bezahlen wählen</translation>
    </message>
    <message>
        <source>Choose rows with the mouse, or Shift and arrows.</source>
        <translation>Zeilen mit der Maus oder mit Umschalt und Pfeiltasten wählen.</translation>
    </message>
    <message>
        <source>%1 chosen: %2</source>
        <translation>%1 gewählt: %2</translation>
    </message>
</context>
<context>
    <name>timecoin::CoinModel</name>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Why it cannot be spent</source>
        <translation>Warum sie nicht verfügbar ist</translation>
    </message>
    <message>
        <source>Amount in TIME</source>
        <translation>Betrag in TIME</translation>
    </message>
</context>
<context>
    <name>timecoin::CoinsPage</name>
    <message>
        <source>Coins</source>
        <translation>Münzen</translation>
    </message>
    <message>
        <source>&amp;Freeze</source>
        <translation>Sp&amp;erren</translation>
    </message>
    <message>
        <source>&amp;Unfreeze</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>&amp;Consolidate</source>
        <translation>&amp;Zusammenlegen</translation>
    </message>
    <message>
        <source>No coins yet</source>
        <translation>Noch keine Münzen</translation>
    </message>
    <message>
        <source>Each payment to you is a coin of its own. They are listed here, with the reason when one cannot be spent.</source>
        <translation>Jede Zahlung an Sie ist eine eigene Münze. Hier stehen sie, mit dem Grund, wenn eine nicht verfügbar ist.</translation>
    </message>
    <message>
        <source>Label this address</source>
        <translation>Diese Adresse bezeichnen</translation>
    </message>
    <message>
        <source>Show its payment</source>
        <translation>Ihre Zahlung zeigen</translation>
    </message>
    <message>
        <source>Frozen coins are never spent until you unfreeze them</source>
        <translation>Gesperrte Münzen werden erst ausgegeben, wenn Sie sie freigeben</translation>
    </message>
    <message>
        <source>Joins the selected coins into one at a new address of yours</source>
        <translation>Legt die gewählten Münzen an einer neuen eigenen Adresse zu einer zusammen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Send to myself</source>
        <translation>An &amp;mich senden</translation>
    </message>
    <message>
        <source>&amp;Unlock to send</source>
        <translation>Ents&amp;perren und senden</translation>
    </message>
    <message>
        <source>%1 selected: %2</source>
        <translation>%1 ausgewählt: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This coin is change; only addresses that you gave out have a label.</source>
        <translation>Diese Münze ist Wechselgeld; nur Adressen, die Sie weitergegeben haben, tragen eine Bezeichnung.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Label of this address</source>
        <translation>Bezeichnung dieser Adresse</translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation>Zusammenlegung</translation>
    </message>
    <message>
        <source>Before: %1, %2
After: %3, %4, fee %5</source>
        <translation>Vorher: %1, %2
Nachher: %3, %4, Gebühr %5</translation>
    </message>
    <message>
        <source>The coins are being joined.</source>
        <translation>Die Münzen werden zusammengelegt.</translation>
    </message>
    <message>
        <source>Show in history</source>
        <translation>Im Verlauf zeigen</translation>
    </message>
</context>
<context>
    <name>timecoin::CommandPalette</name>
    <message>
        <source>Go to a page or do something</source>
        <translation>Eine Seite öffnen oder etwas tun</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Pages and actions</source>
        <translation>Seiten und Befehle</translation>
    </message>
</context>
<context>
    <name>timecoin::ConsensusPage</name>
    <message>
        <source>Phase messages of the round</source>
        <translation>Nachrichten der Runde, nach Phase</translation>
    </message>
    <message>
        <source>Older round</source>
        <translation>Ältere Runde</translation>
    </message>
    <message>
        <source>Newer round</source>
        <translation>Neuere Runde</translation>
    </message>
    <message>
        <source>Follow the newest round</source>
        <translation>Der neuesten Runde folgen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Show the lanes as a table</source>
        <translation>Bahnen als Tabelle zeigen</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Runde</translation>
    </message>
    <message>
        <source>Show the table as lanes</source>
        <translation>Tabelle als Bahnen zeigen</translation>
    </message>
    <message>
        <source>As lanes</source>
        <translation>Als Bahnen</translation>
    </message>
    <message>
        <source>No round yet</source>
        <translation>Noch keine Runde</translation>
    </message>
    <message>
        <source>The masternodes agree on a block when it is due, or sooner when there is a reason. What each of them says is drawn here the moment it is heard.</source>
        <translation>Die Masternodes einigen sich auf einen Block, wenn er fällig ist, oder früher, wenn es einen Grund gibt. Was jeder von ihnen sagt, erscheint hier, sobald es eintrifft.</translation>
    </message>
    <message>
        <source>Round of block %1: </source>
        <translation>Runde von Block %1: </translation>
    </message>
    <message>
        <source>goes on in view %1</source>
        <translation>läuft weiter in Sicht %1</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>läuft noch</translation>
    </message>
    <message>
        <source>decided in view %1 after %2, with %3</source>
        <translation>entschieden in Sicht %1 nach %2, mit %3</translation>
    </message>
    <message>
        <source>decided before this node saw it, with %1</source>
        <translation>entschieden, bevor dieser Knoten sie sah, mit %1</translation>
    </message>
    <message>
        <source>Rounds: half within %1, 95 % within %2.</source>
        <translation>Runden: die Hälfte binnen %1, 95 % binnen %2.</translation>
    </message>
    <message>
        <source>Payments final: half within %1, 95 % within %2, of the last %3.</source>
        <translation>Zahlungen endgültig: die Hälfte binnen %1, 95 % binnen %2, von den letzten %3.</translation>
    </message>
    <message>
        <source>No round has been timed yet.</source>
        <translation>Noch keine Runde wurde gemessen.</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>Konsens</translation>
    </message>
</context>
<context>
    <name>timecoin::ContactModel</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Paid before</source>
        <translation>Schon bezahlt</translation>
    </message>
</context>
<context>
    <name>timecoin::ContactsPage</name>
    <message>
        <source>Search name or address</source>
        <translation>Name oder Adresse suchen</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>Pa&amp;y</source>
        <translation>&amp;Bezahlen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>I have &amp;compared it with its source: it is right</source>
        <translation>Ich habe sie mit ihrer &amp;Quelle verglichen: sie stimmt</translation>
    </message>
    <message>
        <source>New c&amp;ontact</source>
        <translation>Neuer &amp;Kontakt</translation>
    </message>
    <message>
        <source>Opens the Send page with this address</source>
        <translation>Öffnet die Seite „Senden“ mit dieser Adresse</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Noch keine Kontakte</translation>
    </message>
    <message>
        <source>Give an address a name below. The Send page finds it by that name, and warns of addresses that only look like it.</source>
        <translation>Geben Sie unten einer Adresse einen Namen. Die Seite „Senden“ findet sie unter diesem Namen und warnt vor Adressen, die ihr nur ähnlich sehen.</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Niemand gefunden</translation>
    </message>
    <message>
        <source>No contact has this in its name or address.</source>
        <translation>Kein Kontakt hat dies in seinem Namen oder seiner Adresse.</translation>
    </message>
    <message>
        <source>Name of the contact</source>
        <translation>Name des Kontakts</translation>
    </message>
    <message>
        <source>Address of the contact</source>
        <translation>Adresse des Kontakts</translation>
    </message>
    <message>
        <source>Address or timecoin: link</source>
        <translation>Adresse oder timecoin:-Link</translation>
    </message>
    <message>
        <source>Leaves the chosen contact as it is</source>
        <translation>Lässt den gewählten Kontakt, wie er ist</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Bezahlen</translation>
    </message>
    <message>
        <source>Rename the chosen contact</source>
        <translation>Gewählten Kontakt umbenennen</translation>
    </message>
    <message>
        <source>Add a contact</source>
        <translation>Kontakt hinzufügen</translation>
    </message>
    <message>
        <source>Sav&amp;e</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Add contact</source>
        <translation>Kontak&amp;t hinzufügen</translation>
    </message>
    <message>
        <source>This address is a contact already: %1. Choose it in the list to rename it.</source>
        <translation>Diese Adresse ist schon ein Kontakt: %1. Wählen Sie ihn in der Liste, um ihn umzubenennen.</translation>
    </message>
    <message>
        <source>This address looks like one you know, but it is another one. Somebody may have made it to deceive you. The one you know:
%1</source>
        <translation>Diese Adresse sieht aus wie eine, die Sie kennen, ist aber eine andere. Jemand kann sie gemacht haben, um Sie zu täuschen. Die bekannte:
%1</translation>
    </message>
    <message>
        <source>Another contact has this name. Choose one that tells them apart.</source>
        <translation>Ein anderer Kontakt heißt so. Wählen Sie einen Namen, der beide unterscheidet.</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Geben Sie einen Namen ein.</translation>
    </message>
    <message>
        <source>Enter the address of the contact.</source>
        <translation>Geben Sie die Adresse des Kontakts ein.</translation>
    </message>
    <message>
        <source>%1 is a contact now.</source>
        <translation>%1 ist jetzt ein Kontakt.</translation>
    </message>
    <message>
        <source>The contact is called %1 now.</source>
        <translation>Der Kontakt heißt jetzt %1.</translation>
    </message>
    <message>
        <source>%1 is no longer a contact.</source>
        <translation>%1 ist kein Kontakt mehr.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>timecoin::CopyField</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
</context>
<context>
    <name>timecoin::CreatePage</name>
    <message>
        <source>Write down your words</source>
        <translation>Notieren Sie Ihre Wörter</translation>
    </message>
    <message>
        <source>These words are your wallet. Write them on paper, with their numbers, and keep the paper where nobody else finds it.</source>
        <translation>Diese Wörter sind Ihre Wallet. Schreiben Sie sie mit ihren Nummern auf Papier und verwahren Sie das Blatt, wo niemand sonst es findet.</translation>
    </message>
    <message>
        <source>Are they on paper?</source>
        <translation>Stehen sie auf Papier?</translation>
    </message>
    <message>
        <source>Type three of the words as you wrote them down.</source>
        <translation>Geben Sie drei der Wörter so ein, wie Sie sie notiert haben.</translation>
    </message>
    <message>
        <source>It locks the wallet on this computer. It does not replace the words: with them, and only with them, the wallet comes back when this computer is lost.</source>
        <translation>Sie sperrt die Wallet auf diesem Computer. Sie ersetzt die Wörter nicht: Mit ihnen, und nur mit ihnen, kommt die Wallet zurück, wenn dieser Computer verloren ist.</translation>
    </message>
    <message>
        <source>Whoever has these words has your money, and without them nobody can help you. Do not photograph them, and do not type them anywhere but here.</source>
        <translation>Wer diese Wörter hat, hat Ihr Geld, und ohne sie kann Ihnen niemand helfen. Fotografieren Sie sie nicht und tippen Sie sie nur hier ein.</translation>
    </message>
    <message>
        <source>12 &amp;words</source>
        <translation>&amp;12 Wörter</translation>
    </message>
    <message>
        <source>&amp;24 words</source>
        <translation>&amp;24 Wörter</translation>
    </message>
    <message>
        <source>Twelve words cannot be guessed either.</source>
        <translation>Auch zwölf Wörter lassen sich nicht erraten.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>Prü&amp;fen</translation>
    </message>
    <message>
        <source>&amp;Look at the words again</source>
        <translation>Wörter no&amp;ch einmal ansehen</translation>
    </message>
    <message>
        <source>Create the &amp;wallet</source>
        <translation>Wallet &amp;erstellen</translation>
    </message>
    <message>
        <source>The new wallet is being written.</source>
        <translation>Die neue Wallet wird geschrieben.</translation>
    </message>
    <message>
        <source>Word number %1 was another one. Compare it with your paper, or look at the words again; then you are asked for others.</source>
        <translation>Wort Nummer %1 war ein anderes. Vergleichen Sie es mit Ihrem Blatt oder sehen Sie die Wörter noch einmal an; dann werden andere abgefragt.</translation>
    </message>
    <message>
        <source>Creating the wallet. This takes a few seconds on purpose: it makes guessing the passphrase slow.</source>
        <translation>Wallet wird erstellt. Das dauert mit Absicht ein paar Sekunden: So lässt sich die Passphrase nur langsam erraten.</translation>
    </message>
    <message>
        <source>The wallet is created. Only the keychain could not be used: %1</source>
        <translation>Die Wallet ist erstellt. Nur der Schlüsselbund war nicht nutzbar: %1</translation>
    </message>
    <message>
        <source>Create a wallet</source>
        <translation>Wallet erstellen</translation>
    </message>
    <message>
        <source>I have written &amp;them down</source>
        <translation>Ich habe sie &amp;notiert</translation>
    </message>
</context>
<context>
    <name>timecoin::DataTable</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>timecoin::Desktop</name>
    <message>
        <source>Masternode %1 has stopped. %2</source>
        <translation>Masternode %1 ist stehen geblieben. %2</translation>
    </message>
    <message>
        <source>TimeCoin cannot start</source>
        <translation>TimeCoin kann nicht starten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>timecoin::FeeBarsModel</name>
    <message>
        <source>Fee rate</source>
        <translation>Gebührensatz</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Zahlungen</translation>
    </message>
</context>
<context>
    <name>timecoin::FeeHistogramView</name>
    <message>
        <source>Fee rates of the waiting payments</source>
        <translation>Gebührensätze der wartenden Zahlungen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No payments.</source>
        <translation>Keine Zahlungen.</translation>
    </message>
</context>
<context>
    <name>timecoin::HistoryPage</name>
    <message>
        <source>Search label, address, id or amount</source>
        <translation>Bezeichnung, Adresse, Kennung, Betrag suchen</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Zahlungen</translation>
    </message>
    <message>
        <source>Kind of payment</source>
        <translation>Art der Zahlung</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>To yourself</source>
        <translation>An mich selbst</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>Belohnung</translation>
    </message>
    <message>
        <source>State of payment</source>
        <translation>Stand der Zahlung</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Jeder Stand</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Endgültig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>Between…</source>
        <translation>Zwischen…</translation>
    </message>
    <message>
        <source>From this day on</source>
        <translation>Von diesem Tag an</translation>
    </message>
    <message>
        <source>Up to this day</source>
        <translation>Bis zu diesem Tag</translation>
    </message>
    <message>
        <source>As CSV, for spreadsheets</source>
        <translation>Als CSV, für Tabellenprogramme</translation>
    </message>
    <message>
        <source>As JSON</source>
        <translation>Als JSON</translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>Angezeigtes exportieren</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>No payments yet</source>
        <translation>Noch keine Zahlungen</translation>
    </message>
    <message>
        <source>What you receive and send is listed here, newest first.</source>
        <translation>Was Sie empfangen und senden, steht hier, das Neueste zuerst.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No payment has all these words, kinds and dates.</source>
        <translation>Keine Zahlung passt zu allen Wörtern, Arten und Tagen.</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Verlauf exportieren</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>History before block %1 is not on this node: older payments are not listed. Your coins are complete.</source>
        <translation>Der Verlauf vor Block %1 ist nicht auf diesem Knoten: ältere Zahlungen sind nicht aufgeführt. Ihre Münzen sind vollständig.</translation>
    </message>
    <message>
        <source>History from block %1 to before block %2 is not on this node: payments of that time are not listed. Your coins are complete.</source>
        <translation>Der Verlauf von Block %1 bis vor Block %2 ist nicht auf diesem Knoten: Zahlungen dieser Zeit sind nicht aufgeführt. Ihre Münzen sind vollständig.</translation>
    </message>
</context>
<context>
    <name>timecoin::LanesView</name>
    <message>
        <source>Lanes of the masternodes</source>
        <translation>Bahnen der Masternodes</translation>
    </message>
    <message>
        <source>%1: %2 is waited for; it is silent.</source>
        <translation>%1: %2 wird erwartet; er ist stumm.</translation>
    </message>
    <message>
        <source>%1: %2 has not come yet.</source>
        <translation>%1: %2 ist noch nicht gekommen.</translation>
    </message>
    <message>
        <source>%1: %2 was not seen.</source>
        <translation>%1: %2 wurde nicht gesehen.</translation>
    </message>
    <message>
        <source>%1: %2 in view %3 at %4, %5 after the start of the round.</source>
        <translation>%1: %2 in Sicht %3 um %4, %5 nach Beginn der Runde.</translation>
    </message>
    <message>
        <source>It is late.</source>
        <translation>Das ist spät.</translation>
    </message>
    <message>
        <source>Message hash %1</source>
        <translation>Nachrichten-Hash %1</translation>
    </message>
    <message>
        <source>%1 in view %2</source>
        <translation>%1 in Sicht %2</translation>
    </message>
    <message>
        <source>%1 (late)</source>
        <translation>%1 (spät)</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>View %1, after a view change</source>
        <translation>Sicht %1, nach Sichtwechsel</translation>
    </message>
    <message>
        <source>View %1</source>
        <translation>Sicht %1</translation>
    </message>
</context>
<context>
    <name>timecoin::MainWindow</name>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
    <message>
        <source>Un&amp;lock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>TimeCoin cannot go on</source>
        <translation>TimeCoin kann nicht weiterlaufen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <source>What is being written is finished first. This takes five seconds at most; payments that are under way go on in the network.</source>
        <translation>Was gerade geschrieben wird, wird noch fertig. Das dauert höchstens fünf Sekunden; laufende Zahlungen gehen im Netz weiter.</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>&amp;Wallet</source>
        <translation>&amp;Wallet</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>&amp;Seiten</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>&amp;Gehe zu…</translation>
    </message>
    <message>
        <source>&amp;Find on this page</source>
        <translation>Auf dieser Seite s&amp;uchen</translation>
    </message>
    <message>
        <source>&amp;Hide amounts</source>
        <translation>&amp;Beträge verbergen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Sandbox</source>
        <translation>&amp;Sandbox</translation>
    </message>
    <message>
        <source>&amp;Get 100 TIME from the faucet</source>
        <translation>100 TIME vom Spender &amp;holen</translation>
    </message>
    <message>
        <source>Masternode &amp;%1 runs: stop it</source>
        <translation>Masternode &amp;%1 läuft: anhalten</translation>
    </message>
    <message>
        <source>Masternode &amp;%1 is stopped: start it</source>
        <translation>Masternode &amp;%1 steht: starten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About TimeCoin</source>
        <translation>Über &amp;TimeCoin</translation>
    </message>
    <message>
        <source>Faucet</source>
        <translation>Spender</translation>
    </message>
    <message>
        <source>The faucet has sent you 100 TIME.</source>
        <translation>Der Spender hat Ihnen 100 TIME gesendet.</translation>
    </message>
    <message>
        <source>All coins of the faucet are under way. Try again after the next block.</source>
        <translation>Alle Münzen des Spenders sind unterwegs. Versuchen Sie es nach dem nächsten Block noch einmal.</translation>
    </message>
    <message>
        <source>Theme: %1</source>
        <translation>Farbschema: %1</translation>
    </message>
</context>
<context>
    <name>timecoin::MasternodesModel</name>
    <message>
        <source>%1 (this node)</source>
        <translation>%1 (dieser Knoten)</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Collateral %1
Operator key %2</source>
        <translation>Pfand %1
Betreiberschlüssel %2</translation>
    </message>
    <message>
        <source>The block after which it is in this state.</source>
        <translation>Der Block, nach dem er in diesem Zustand ist.</translation>
    </message>
    <message>
        <source>The block that last paid it.</source>
        <translation>Der Block, der ihn zuletzt bezahlt hat.</translation>
    </message>
    <message>
        <source>Of the %1 blocks of this epoch, those that it signed or proposed. What it signed of a block is known with the next one.</source>
        <translation>Von den %1 Blöcken dieser Epoche jene, die er unterschrieben oder vorgeschlagen hat. Ob er einen Block unterschrieben hat, weiß man mit dem nächsten.</translation>
    </message>
    <message>
        <source>Epochs in a row in which it signed nothing; after two it is suspended.</source>
        <translation>Epochen nacheinander, in denen er nichts unterschrieben hat; nach zweien wird er ausgesetzt.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since block</source>
        <translation>Seit Block</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Bezahlung</translation>
    </message>
    <message>
        <source>Last paid</source>
        <translation>Zuletzt bezahlt</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Unterschrieben</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Versäumt</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Betreiber</translation>
    </message>
</context>
<context>
    <name>timecoin::MasternodesPage</name>
    <message>
        <source>Masternodes</source>
        <translation>Masternodes</translation>
    </message>
    <message>
        <source>Copy the collateral&apos;s name</source>
        <translation>Namen des Pfands kopieren</translation>
    </message>
    <message>
        <source>Copy the operator key</source>
        <translation>Betreiberschlüssel kopieren</translation>
    </message>
    <message>
        <source>Asking the node</source>
        <translation>Der Knoten wird gefragt</translation>
    </message>
    <message>
        <source>The list comes in a moment.</source>
        <translation>Die Liste kommt gleich.</translation>
    </message>
    <message>
        <source>No masternodes</source>
        <translation>Keine Masternodes</translation>
    </message>
    <message>
        <source>Nobody is registered on this network.</source>
        <translation>In diesem Netz ist niemand angemeldet.</translation>
    </message>
</context>
<context>
    <name>timecoin::MempoolModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Zahlung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Fee rate</source>
        <translation>Gebührensatz</translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation>Wartet seit</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Endgültig</translation>
    </message>
    <message>
        <source>Certified</source>
        <translation>Zertifiziert</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
</context>
<context>
    <name>timecoin::MempoolPage</name>
    <message>
        <source>Waiting payments</source>
        <translation>Wartende Zahlungen</translation>
    </message>
    <message>
        <source>Payments in the pool</source>
        <translation>Zahlungen in der Warteschlange</translation>
    </message>
    <message>
        <source>Bytes in the pool</source>
        <translation>Bytes in der Warteschlange</translation>
    </message>
    <message>
        <source>Fee rates, in satoshi for each kB</source>
        <translation>Gebührensätze, in Satoshi je kB</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>Fee rates of the waiting payments</source>
        <translation>Gebührensätze der wartenden Zahlungen</translation>
    </message>
    <message>
        <source>As bars</source>
        <translation>Als Balken</translation>
    </message>
    <message>
        <source>No payment waits</source>
        <translation>Keine Zahlung wartet</translation>
    </message>
    <message>
        <source>Payments stand here from the moment this node hears of them until a block holds them: a few seconds.</source>
        <translation>Zahlungen stehen hier von dem Moment, in dem dieser Knoten von ihnen erfährt, bis ein Block sie enthält: ein paar Sekunden.</translation>
    </message>
    <message>
        <source>%1 of at most %2 payments</source>
        <translation>%1 von höchstens %2 Zahlungen</translation>
    </message>
    <message>
        <source>%1 of at most %2</source>
        <translation>%1 von höchstens %2</translation>
    </message>
    <message>
        <source>The %1 with the best fee rates are shown.</source>
        <translation>Gezeigt werden die %1 mit den höchsten Gebührensätzen.</translation>
    </message>
    <message>
        <source>Mempool</source>
        <translation>Mempool</translation>
    </message>
</context>
<context>
    <name>timecoin::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>timecoin::NetworkPage</name>
    <message>
        <source>The node is stopped</source>
        <translation>Der Knoten steht</translation>
    </message>
    <message>
        <source>Nothing is known of the network until it runs again.</source>
        <translation>Bis er wieder läuft, ist vom Netz nichts bekannt.</translation>
    </message>
    <message>
        <source>The node is starting</source>
        <translation>Der Knoten startet</translation>
    </message>
    <message>
        <source>The first picture of the network comes in a moment.</source>
        <translation>Das erste Bild des Netzes kommt gleich.</translation>
    </message>
    <message>
        <source>%1 Silent: %2</source>
        <translation>%1 Stumm: %2</translation>
    </message>
    <message>
        <source>No peers</source>
        <translation>Keine Peers</translation>
    </message>
    <message>
        <source>This node looks for others and goes on by itself as soon as one answers. Check the network connection, and that a firewall lets the program through.</source>
        <translation>Dieser Knoten sucht andere und macht von selbst weiter, sobald einer antwortet. Prüfen Sie die Netzwerkverbindung und ob eine Firewall das Programm durchlässt.</translation>
    </message>
    <message>
        <source>Only another network answers</source>
        <translation>Nur ein anderes Netz antwortet</translation>
    </message>
</context>
<context>
    <name>timecoin::Notice</name>
    <message>
        <source>Close this notice</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>timecoin::OverviewPage</name>
    <message>
        <source>&amp;Send</source>
        <translation>S&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Receive</source>
        <translation>Em&amp;pfangen</translation>
    </message>
    <message>
        <source>Last payments</source>
        <translation>Letzte Zahlungen</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Pending: coming in, not final yet</source>
        <translation>Ausstehend: kommt an, noch nicht endgültig</translation>
    </message>
    <message>
        <source>Payments to you that are seen and not final. They become available by themselves.</source>
        <translation>Zahlungen an Sie, die gesehen, aber nicht endgültig sind. Sie werden von selbst verfügbar.</translation>
    </message>
    <message>
        <source>Locked: collateral and frozen coins</source>
        <translation>Gebunden: Pfand und gesperrte Münzen</translation>
    </message>
    <message>
        <source>Collateral of masternodes, and coins that you have frozen. The Coins page shows each of them.</source>
        <translation>Pfand von Masternodes und Münzen, die Sie gesperrt haben. Die Seite „Münzen“ zeigt jede einzelne.</translation>
    </message>
    <message>
        <source>Immature: rewards that ripen</source>
        <translation>Unreif: Belohnungen, die noch reifen</translation>
    </message>
    <message>
        <source>Rewards can be spent some blocks after they were earned.</source>
        <translation>Belohnungen werden einige Blöcke, nachdem sie verdient wurden, verfügbar.</translation>
    </message>
    <message>
        <source>All payments</source>
        <translation>Alle Zahlungen</translation>
    </message>
    <message>
        <source>No payments yet</source>
        <translation>Noch keine Zahlungen</translation>
    </message>
    <message>
        <source>This is the sandbox: its coins are worth nothing and its faucet gives them away. Take some and try it all.</source>
        <translation>Das ist die Sandbox: Die Münzen sind nichts wert und ihr Spender verschenkt sie. Holen Sie sich welche und probieren Sie alles aus.</translation>
    </message>
    <message>
        <source>Get coins from the faucet</source>
        <translation>Münzen vom Spender holen</translation>
    </message>
    <message>
        <source>Make an address and give it to whoever is to pay you.</source>
        <translation>Erstellen Sie eine Adresse und geben Sie sie dem, der Ihnen zahlen soll.</translation>
    </message>
    <message>
        <source>Make an address</source>
        <translation>Adresse erstellen</translation>
    </message>
    <message>
        <source>Available: %1</source>
        <translation>Verfügbar: %1</translation>
    </message>
    <message>
        <source>Your words are the only way back to your money when this computer is lost. Test once that you have them written down.</source>
        <translation>Ihre Wörter sind der einzige Weg zurück zu Ihrem Geld, wenn dieser Computer verloren ist. Prüfen Sie einmal, ob Sie sie notiert haben.</translation>
    </message>
    <message>
        <source>Test the backup</source>
        <translation>Sicherung prüfen</translation>
    </message>
    <message>
        <source>You tested your backup half a year ago. Do you still find the words?</source>
        <translation>Ihre Sicherung wurde vor einem halben Jahr geprüft. Finden Sie die Wörter noch?</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Masternodes heard</source>
        <translation>Hörbare Masternodes</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
</context>
<context>
    <name>timecoin::PassphraseForm</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The passphrase again</source>
        <translation>Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Unlock with this computer&apos;s &amp;keychain</source>
        <translation>Mit dem Schlüssel&amp;bund dieses Computers entsperren</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Stärke der Passphrase</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>The passphrase &amp;again</source>
        <translation>Passphrase noch e&amp;inmal</translation>
    </message>
    <message>
        <source>Keeps a key to this wallet in the keychain that you open when you log in. Whoever uses your session can then open the wallet and pay. Your passphrase works as before.</source>
        <translation>Legt einen Schlüssel zu dieser Wallet in den Schlüsselbund, der sich mit Ihrer Anmeldung öffnet. Wer Ihre Sitzung benutzt, kann dann die Wallet öffnen und zahlen. Ihre Passphrase gilt weiterhin.</translation>
    </message>
    <message numerus="yes">
        <source>At least %n characters.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen.</numerusform>
            <numerusform>Mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Weak: easy to guess. Some unrelated words are better.</source>
        <translation>Schwach: leicht zu erraten. Besser sind einige Wörter ohne Zusammenhang.</translation>
    </message>
    <message>
        <source>Fair: longer is better.</source>
        <translation>Mäßig: Länger ist besser.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>Gut.</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Stark.</translation>
    </message>
    <message numerus="yes">
        <source>The passphrase needs at least %n characters.</source>
        <translation>
            <numerusform>Die Passphrase braucht mindestens %n Zeichen.</numerusform>
            <numerusform>Die Passphrase braucht mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passphrases differ. Type the same one twice.</source>
        <translation>Die beiden Passphrasen sind verschieden. Geben Sie zweimal dieselbe ein.</translation>
    </message>
</context>
<context>
    <name>timecoin::PaymentDetail</name>
    <message>
        <source>payment id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Copy &amp;raw transaction</source>
        <translation>&amp;Rohtransaktion kopieren</translation>
    </message>
    <message>
        <source>Export &amp;certificate</source>
        <translation>&amp;Zertifikat exportieren</translation>
    </message>
    <message>
        <source>&amp;Hand in again</source>
        <translation>&amp;Noch einmal einreichen</translation>
    </message>
    <message>
        <source>&amp;Give it up</source>
        <translation>Auf&amp;geben</translation>
    </message>
    <message>
        <source>Handed in again. Its state will follow.</source>
        <translation>Noch einmal eingereicht. Der Stand folgt.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Only you see it</source>
        <translation>Nur Sie sehen sie</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>No&amp;tiz</translation>
    </message>
    <message>
        <source>Payment id</source>
        <translation>Zahlungskennung</translation>
    </message>
    <message>
        <source>Fee %1</source>
        <translation>Gebühr %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>Certified</source>
        <translation>Zertifiziert</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Endgültig</translation>
    </message>
    <message>
        <source>In a block</source>
        <translation>In einem Block</translation>
    </message>
    <message>
        <source>Paid to</source>
        <translation>Gezahlt an</translation>
    </message>
    <message>
        <source>Came to</source>
        <translation>Eingang bei</translation>
    </message>
    <message>
        <source>address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>The node is asked at once instead of a little later.</source>
        <translation>Der Knoten wird gleich gefragt statt etwas später.</translation>
    </message>
    <message>
        <source>Its coins can be spent again.</source>
        <translation>Ihre Münzen sind wieder frei.</translation>
    </message>
    <message>
        <source>The transaction itself is not kept here any more.</source>
        <translation>Die Transaktion selbst wird hier nicht mehr aufbewahrt.</translation>
    </message>
    <message>
        <source>Copied: %1.</source>
        <translation>Kopiert: %1.</translation>
    </message>
    <message>
        <source>Its certificate is not kept any more: block %1 holds the payment and is the proof now.</source>
        <translation>Ihr Zertifikat wird nicht mehr aufbewahrt: Block %1 enthält die Zahlung und ist nun der Beweis.</translation>
    </message>
    <message>
        <source>The node has no certificate of it at the moment.</source>
        <translation>Der Knoten hat im Moment kein Zertifikat für sie.</translation>
    </message>
    <message>
        <source>Export the certificate</source>
        <translation>Zertifikat exportieren</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>Give up the payment</source>
        <translation>Zahlung aufgeben</translation>
    </message>
    <message>
        <source>Give up this payment?</source>
        <translation>Diese Zahlung aufgeben?</translation>
    </message>
    <message>
        <source>No quorum has voted for it yet. Its coins become free here, and it is not handed in again. If some masternodes have voted already, it may still become final until its coins are spent in another payment.</source>
        <translation>Noch kein Quorum hat für sie gestimmt. Ihre Münzen werden hier frei und sie wird nicht noch einmal eingereicht. Haben einige Masternodes schon für sie gestimmt, kann sie noch endgültig werden, bis ihre Münzen in einer anderen Zahlung ausgegeben sind.</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>timecoin::PaymentModel</name>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Amount in TIME</source>
        <translation>Betrag in TIME</translation>
    </message>
    <message>
        <source>To or from</source>
        <translation>An oder von</translation>
    </message>
</context>
<context>
    <name>timecoin::PeersModel</name>
    <message>
        <source>Inbound</source>
        <translation>Eingehend</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Ausgehend</translation>
    </message>
    <message>
        <source>Masternode %1</source>
        <translation>Masternode %1</translation>
    </message>
    <message>
        <source>Not in the set</source>
        <translation>Nicht im Register</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>This peer connected to us.</source>
        <translation>Dieser Peer hat sich mit uns verbunden.</translation>
    </message>
    <message>
        <source>We connected to this peer.</source>
        <translation>Wir haben uns mit diesem Peer verbunden.</translation>
    </message>
    <message>
        <source>Identity %1</source>
        <translation>Identität %1</translation>
    </message>
    <message>
        <source>It proved that it has this masternode&apos;s key.</source>
        <translation>Er hat bewiesen, dass er den Schlüssel dieses Masternodes hat.</translation>
    </message>
    <message>
        <source>It proved an operator key that is in no set now.</source>
        <translation>Sein Betreiberschlüssel steht jetzt in keinem Register.</translation>
    </message>
    <message>
        <source>The newest block it claims to have.</source>
        <translation>Der neueste Block, den er zu haben angibt.</translation>
    </message>
    <message>
        <source>From a question to its answer.</source>
        <translation>Von einer Frage bis zu ihrer Antwort.</translation>
    </message>
    <message>
        <source>Points for misbehaviour; at 100 it is disconnected and banned.</source>
        <translation>Punkte für Fehlverhalten; bei 100 wird er getrennt und ausgeschlossen.</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Masternode</source>
        <translation>Masternode</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>Strafe</translation>
    </message>
</context>
<context>
    <name>timecoin::PeersPage</name>
    <message>
        <source>Peers</source>
        <translation>Peers</translation>
    </message>
    <message>
        <source>%1: %2 connected to us, we connected to %3.</source>
        <translation>%1: %2 haben sich mit uns verbunden, wir uns mit %3.</translation>
    </message>
    <message>
        <source>This node takes no connections.</source>
        <translation>Dieser Knoten nimmt keine Verbindungen an.</translation>
    </message>
    <message>
        <source>This node listens on port %1.</source>
        <translation>Dieser Knoten ist auf Port %1 erreichbar.</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>Prüfpunkt</translation>
    </message>
    <message>
        <source>The newest block here. Read it out to somebody whose node was away for long and needs a checkpoint:</source>
        <translation>Der neueste Block hier. Lesen Sie ihn jemandem vor, dessen Knoten lange weg war und einen Prüfpunkt braucht:</translation>
    </message>
</context>
<context>
    <name>timecoin::QrView</name>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
</context>
<context>
    <name>timecoin::ReceivePage</name>
    <message>
        <source>Requests</source>
        <translation>Anforderungen</translation>
    </message>
    <message>
        <source>No address yet</source>
        <translation>Noch keine Adresse</translation>
    </message>
    <message>
        <source>Make one for each person who is to pay you: then you see who has paid.</source>
        <translation>Erstellen Sie für jeden, der Ihnen zahlen soll, eine eigene: Dann sehen Sie, wer gezahlt hat.</translation>
    </message>
    <message>
        <source>&amp;New address</source>
        <translation>&amp;Neue Adresse</translation>
    </message>
    <message>
        <source>Change the label</source>
        <translation>Bezeichnung ändern</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Who is to pay; also shown to them</source>
        <translation>Wer zahlen soll; auch ihm gezeigt</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Bezeichnung</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>Be&amp;trag</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>Na&amp;chricht</translation>
    </message>
    <message>
        <source>Label of this address</source>
        <translation>Bezeichnung dieser Adresse</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Empfangen</translation>
    </message>
</context>
<context>
    <name>timecoin::RecipientRow</name>
    <message>
        <source>Address or timecoin: link</source>
        <translation>Adresse oder timecoin:-Link</translation>
    </message>
    <message>
        <source>Contact, or a label only you see</source>
        <translation>Kontakt oder eine Bezeichnung nur für Sie</translation>
    </message>
    <message>
        <source>Pay all that is left after the fee</source>
        <translation>Alles zahlen, was nach der Gebühr übrig ist</translation>
    </message>
    <message>
        <source>&amp;Pay to</source>
        <translation>&amp;Zahlen an</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Bezeichnung</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>Be&amp;trag</translation>
    </message>
    <message>
        <source>%1, recipient %2</source>
        <translation>%1, Empfänger %2</translation>
    </message>
    <message>
        <source>Address to pay</source>
        <translation>Adresse des Empfängers</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Amount in TIME</source>
        <translation>Betrag in TIME</translation>
    </message>
    <message>
        <source>Pay all that is left</source>
        <translation>Alles zahlen, was übrig ist</translation>
    </message>
    <message>
        <source>Remove this recipient</source>
        <translation>Diesen Empfänger entfernen</translation>
    </message>
    <message>
        <source>The address in groups of four</source>
        <translation>Die Adresse in Vierergruppen</translation>
    </message>
    <message>
        <source>Enter an amount.</source>
        <translation>Geben Sie einen Betrag ein.</translation>
    </message>
    <message>
        <source>Enter an amount above zero.</source>
        <translation>Geben Sie einen Betrag über null ein.</translation>
    </message>
    <message>
        <source>This address looks like one you know, but it is another one. Somebody may have made it to deceive you. The one you know:
%1</source>
        <translation>Diese Adresse sieht aus wie eine, die Sie kennen, ist aber eine andere. Jemand kann sie gemacht haben, um Sie zu täuschen. Die bekannte:
%1</translation>
    </message>
    <message>
        <source>You have not paid this address before. Compare it with its source before you send.</source>
        <translation>An diese Adresse haben Sie noch nicht gezahlt. Vergleichen Sie sie mit ihrer Quelle, bevor Sie senden.</translation>
    </message>
    <message>
        <source>Ma&amp;x</source>
        <translation>Ma&amp;x</translation>
    </message>
</context>
<context>
    <name>timecoin::RequestModel</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>On the way, not final</source>
        <translation>Unterwegs, nicht endgültig</translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation>Teilweise gezahlt</translation>
    </message>
    <message>
        <source>Paid, final</source>
        <translation>Gezahlt, endgültig</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefordert</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
</context>
<context>
    <name>timecoin::RequestPanel</name>
    <message>
        <source>address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>Save &amp;picture</source>
        <translation>Bil&amp;d speichern</translation>
    </message>
    <message>
        <source>Any amount</source>
        <translation>Beliebiger Betrag</translation>
    </message>
    <message>
        <source>Waiting for a payment. This page tells by itself.</source>
        <translation>Wartet auf eine Zahlung. Diese Seite meldet sie von selbst.</translation>
    </message>
    <message>
        <source>%1 are on the way and not final yet.</source>
        <translation>%1 sind unterwegs und noch nicht endgültig.</translation>
    </message>
    <message>
        <source>%1 have come, which is less than asked for.</source>
        <translation>%1 sind eingegangen, weniger als angefordert.</translation>
    </message>
    <message>
        <source>Paid, final: %1.</source>
        <translation>Gezahlt, endgültig: %1.</translation>
    </message>
    <message>
        <source>Save the QR code</source>
        <translation>QR-Code speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
</context>
<context>
    <name>timecoin::RestorePage</name>
    <message>
        <source>Type your words</source>
        <translation>Geben Sie Ihre Wörter ein</translation>
    </message>
    <message>
        <source>In their order. The first letters of a word are enough: choose it from the list. You may also paste all of them into the first field.</source>
        <translation>In ihrer Reihenfolge. Die ersten Buchstaben eines Worts genügen: Wählen Sie es aus der Liste. Sie können auch alle in das erste Feld einfügen.</translation>
    </message>
    <message>
        <source>It locks the wallet on this computer. It need not be the one you had before.</source>
        <translation>Sie sperrt die Wallet auf diesem Computer. Sie muss nicht die frühere sein.</translation>
    </message>
    <message>
        <source>My words have an &amp;extra passphrase</source>
        <translation>Meine Wörter haben eine Z&amp;usatz-Passphrase</translation>
    </message>
    <message>
        <source>My words have an extra passphrase</source>
        <translation>Meine Wörter haben eine Zusatz-Passphrase</translation>
    </message>
    <message>
        <source>Extra passphrase of the words</source>
        <translation>Zusatz-Passphrase der Wörter</translation>
    </message>
    <message>
        <source>Some wallets call it the 25th word. Every extra passphrase makes another wallet: with a wrong one you find an empty wallet, not an error.</source>
        <translation>Manche Wallets nennen sie das 25. Wort. Jede Zusatz-Passphrase ergibt eine andere Wallet: Mit einer falschen finden Sie eine leere Wallet, keinen Fehler.</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>Wei&amp;ter</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>&amp;Restore the wallet</source>
        <translation>Wallet wiederherste&amp;llen</translation>
    </message>
    <message>
        <source>The restored wallet is being written.</source>
        <translation>Die wiederhergestellte Wallet wird geschrieben.</translation>
    </message>
    <message>
        <source>Word number %1 is missing.</source>
        <translation>Wort Nummer %1 fehlt.</translation>
    </message>
    <message>
        <source>Word number %1 is not one of the words. Check its spelling.</source>
        <translation>Wort Nummer %1 ist keines der Wörter. Prüfen Sie die Schreibweise.</translation>
    </message>
    <message>
        <source>Every word is in the list, but together they are not a wallet. One of them is another one, or two have changed places.</source>
        <translation>Jedes Wort steht in der Liste, aber zusammen sind sie keine Wallet. Eines ist ein anderes oder zwei sind vertauscht.</translation>
    </message>
    <message>
        <source>Restoring the wallet. Its coins are found first, its history is filled in behind.</source>
        <translation>Wallet wird wiederhergestellt. Zuerst werden ihre Münzen gefunden, dann wird ihr Verlauf ergänzt.</translation>
    </message>
    <message>
        <source>The wallet is restored. Only the keychain could not be used: %1</source>
        <translation>Die Wallet ist wiederhergestellt. Nur der Schlüsselbund war nicht nutzbar: %1</translation>
    </message>
    <message>
        <source>Restore a wallet</source>
        <translation>Wallet wiederherstellen</translation>
    </message>
</context>
<context>
    <name>timecoin::RingWidget</name>
    <message>
        <source>Votes</source>
        <translation>Stimmen</translation>
    </message>
</context>
<context>
    <name>timecoin::RoundMarksModel</name>
    <message>
        <source>%1 (late)</source>
        <translation>%1 (spät)</translation>
    </message>
    <message>
        <source>Masternode</source>
        <translation>Masternode</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Sicht</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>After the start</source>
        <translation>Nach Beginn</translation>
    </message>
    <message>
        <source>Message hash</source>
        <translation>Nachrichten-Hash</translation>
    </message>
</context>
<context>
    <name>timecoin::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>timecoin::SecretEdit</name>
    <message>
        <source>Hide what is typed</source>
        <translation>Eingabe verbergen</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe zeigen</translation>
    </message>
</context>
<context>
    <name>timecoin::SecretStep</name>
    <message>
        <source>Choose a passphrase</source>
        <translation>Wählen Sie eine Passphrase</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>Wei&amp;ter</translation>
    </message>
</context>
<context>
    <name>timecoin::SendForm</name>
    <message>
        <source>&amp;Add recipient</source>
        <translation>&amp;Empfänger hinzufügen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Note for your history</source>
        <translation>Notiz für Ihren Verlauf</translation>
    </message>
    <message>
        <source>For your history; nobody else sees it</source>
        <translation>Für Ihren Verlauf; niemand sonst sieht sie</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>High, when many payments wait</source>
        <translation>Hoch, wenn viele Zahlungen warten</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Fee in satoshi for 1,000 bytes</source>
        <translation>Gebühr in Satoshi je 1000 Byte</translation>
    </message>
    <message>
        <source> satoshi for 1,000 bytes</source>
        <translation> Satoshi je 1000 Byte</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>&amp;Fee</source>
        <translation>&amp;Gebühr</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Choose the coins to pay with.</source>
        <translation>Wählen Sie die Münzen zum Bezahlen.</translation>
    </message>
    <message>
        <source>Fee %1
Total %2</source>
        <translation>Gebühr %1
Summe %2</translation>
    </message>
</context>
<context>
    <name>timecoin::SendPage</name>
    <message>
        <source>A payment is being signed.</source>
        <translation>Eine Zahlung wird unterschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n recipient(s)</source>
        <translation>
            <numerusform>%n Empfänger</numerusform>
            <numerusform>%n Empfänger</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>A payment of %1 failed. %2</source>
        <translation>Eine Zahlung über %1 ist gescheitert. %2</translation>
    </message>
    <message>
        <source>Fill it in again</source>
        <translation>Noch einmal ausfüllen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>timecoin::SendProgress</name>
    <message>
        <source>Send &amp;another</source>
        <translation>&amp;Noch eine senden</translation>
    </message>
    <message>
        <source>Show in &amp;history</source>
        <translation>Im &amp;Verlauf zeigen</translation>
    </message>
    <message>
        <source>&amp;Back to what I typed</source>
        <translation>&amp;Zurück zur Eingabe</translation>
    </message>
    <message>
        <source>This computer is connected to nobody. The payment is kept and goes on by itself when it is connected again.</source>
        <translation>Dieser Computer ist mit niemandem verbunden. Die Zahlung bleibt hier und geht von selbst weiter, sobald er wieder verbunden ist.</translation>
    </message>
    <message>
        <source>Nothing is lost: it goes on by itself when they are back.</source>
        <translation>Nichts ist verloren: Es geht von selbst weiter, wenn sie wieder da sind.</translation>
    </message>
    <message>
        <source>It is signed and kept here, but the node has not taken it yet. It is handed in again by itself.</source>
        <translation>Sie ist unterschrieben und liegt hier, aber der Knoten hat sie noch nicht angenommen. Sie wird von selbst noch einmal eingereicht.</translation>
    </message>
    <message>
        <source>It takes longer than usual. Nothing is lost: it goes on by itself.</source>
        <translation>Es dauert länger als sonst. Nichts ist verloren: Es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Final in %1</source>
        <translation>Endgültig nach %1</translation>
    </message>
    <message>
        <source>%1 of %2 have voted</source>
        <translation>%1 von %2 haben abgestimmt</translation>
    </message>
    <message>
        <source>The payment failed</source>
        <translation>Die Zahlung ist gescheitert</translation>
    </message>
</context>
<context>
    <name>timecoin::SendReview</name>
    <message>
        <source>I have compared the &amp;whole address with its source</source>
        <translation>Ich habe die &amp;ganze Adresse mit ihrer Quelle verglichen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>Ist das richtig?</translation>
    </message>
    <message>
        <source>Pays to %1</source>
        <translation>Zahlt an %1</translation>
    </message>
    <message>
        <source>You have not paid this address before.</source>
        <translation>An diese Adresse haben Sie noch nicht gezahlt.</translation>
    </message>
    <message>
        <source>It looks like this one, which you know, but is another one:
%1</source>
        <translation>Sie sieht aus wie diese, die Sie kennen, ist aber eine andere:
%1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Notiz: %1</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>S&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Unlock to send</source>
        <translation>Ents&amp;perren und senden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Unlock to send</source>
        <translation>Entsperren und senden</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Change back to you</source>
        <translation>Wechselgeld an Sie zurück</translation>
    </message>
</context>
<context>
    <name>timecoin::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>No setting is called like this.</source>
        <translation>Keine Einstellung heißt so.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>Die Sprache ändert sich beim nächsten Start.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Hide amounts</source>
        <translation>Beträge verbergen</translation>
    </message>
    <message>
        <source>Dots instead of figures, for places where others can see the screen. Ctrl+Shift+M</source>
        <translation>Punkte statt Ziffern, wo andere den Bildschirm sehen können. Strg+Umschalt+M</translation>
    </message>
    <message>
        <source>Habits</source>
        <translation>Gewohnheiten</translation>
    </message>
    <message>
        <source>Tell me when a payment is final or has failed</source>
        <translation>Melden, wenn eine Zahlung endgültig oder gescheitert ist</translation>
    </message>
    <message>
        <source>Notifications of the desktop, without amounts while amounts are hidden.</source>
        <translation>Meldungen auf dem Desktop, ohne Beträge, solange Beträge verborgen sind.</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sicherheit</translation>
    </message>
    <message numerus="yes">
        <source>after %n minute(s)</source>
        <translation>
            <numerusform>nach %n Minute</numerusform>
            <numerusform>nach %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Lock the wallet when nobody uses it</source>
        <translation>Wallet sperren, wenn niemand sie benutzt</translation>
    </message>
    <message>
        <source>Locking wipes the spending keys from memory. Balances stay visible.</source>
        <translation>Das Sperren löscht die Schlüssel zum Ausgeben aus dem Speicher. Guthaben bleiben sichtbar.</translation>
    </message>
    <message>
        <source>Unlock with the system&apos;s keychain</source>
        <translation>Mit dem Schlüsselbund des Systems entsperren</translation>
    </message>
    <message>
        <source>Passphrase, to switch this on</source>
        <translation>Passphrase, um das einzuschalten</translation>
    </message>
    <message>
        <source>Whoever is logged in here can then unlock. The passphrase keeps working.</source>
        <translation>Wer hier angemeldet ist, kann dann entsperren. Die Passphrase gilt weiterhin.</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>Bisherige Passphrase</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>Neue Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>At least %1 characters. Older backups keep the passphrase they were made with.</source>
        <translation>Mindestens %1 Zeichen. Ältere Sicherungen behalten die Passphrase, mit der sie gemacht wurden.</translation>
    </message>
    <message>
        <source>Show the words</source>
        <translation>Wörter zeigen</translation>
    </message>
    <message>
        <source>Backup words</source>
        <translation>Sicherungswörter</translation>
    </message>
    <message>
        <source>Whoever sees these words can take the money. Nobody honest ever asks for them.</source>
        <translation>Wer diese Wörter sieht, kann das Geld nehmen. Niemand Ehrliches fragt je danach.</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>The wallet, its history and the chain are in this folder.</source>
        <translation>Die Wallet, ihr Verlauf und die Blockchain liegen in diesem Ordner.</translation>
    </message>
    <message>
        <source>Type the passphrase below, then switch this on.</source>
        <translation>Geben Sie unten die Passphrase ein und schalten Sie das dann ein.</translation>
    </message>
    <message>
        <source>The keychain can unlock this wallet now.</source>
        <translation>Der Schlüsselbund kann diese Wallet nun entsperren.</translation>
    </message>
    <message>
        <source>The key was removed from the keychain.</source>
        <translation>Der Schlüssel wurde aus dem Schlüsselbund entfernt.</translation>
    </message>
    <message>
        <source>Changing the passphrase…</source>
        <translation>Passphrase wird geändert…</translation>
    </message>
    <message>
        <source>The passphrase was changed.</source>
        <translation>Die Passphrase wurde geändert.</translation>
    </message>
    <message>
        <source>Hide the words</source>
        <translation>Wörter verbergen</translation>
    </message>
</context>
<context>
    <name>timecoin::SignLegend</name>
    <message>
        <source>heard</source>
        <translation>gehört</translation>
    </message>
    <message>
        <source>late, with “!”</source>
        <translation>spät, mit „!“</translation>
    </message>
    <message>
        <source>may still come</source>
        <translation>kann noch kommen</translation>
    </message>
    <message>
        <source>not needed, or never seen</source>
        <translation>nicht nötig oder nie gesehen</translation>
    </message>
    <message>
        <source>silent while others wait</source>
        <translation>stumm, während andere warten</translation>
    </message>
    <message>
        <source>What the signs mean</source>
        <translation>Was die Zeichen bedeuten</translation>
    </message>
</context>
<context>
    <name>timecoin::StatusStrip</name>
    <message>
        <source>Masternodes</source>
        <translation>Masternodes</translation>
    </message>
    <message>
        <source>%1 of %2 masternodes are heard</source>
        <translation>%1 von %2 Masternodes melden sich</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Entsperrt</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Lock the wallet (Ctrl+L)</source>
        <translation>Wallet sperren (Strg+L)</translation>
    </message>
    <message>
        <source>Unlock the wallet</source>
        <translation>Wallet entsperren</translation>
    </message>
</context>
<context>
    <name>timecoin::Tray</name>
    <message>
        <source>Show TimeCoin</source>
        <translation>TimeCoin zeigen</translation>
    </message>
    <message>
        <source>Lock the wallet</source>
        <translation>Wallet sperren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>You have received %1. It is final.</source>
        <translation>Sie haben %1 empfangen. Das ist endgültig.</translation>
    </message>
    <message>
        <source>A reward of %1 has arrived.</source>
        <translation>Eine Belohnung von %1 ist eingetroffen.</translation>
    </message>
    <message>
        <source>Your payment of %1 is final.</source>
        <translation>Ihre Zahlung über %1 ist endgültig.</translation>
    </message>
    <message>
        <source>Your coins have been put together.</source>
        <translation>Ihre Münzen wurden zusammengelegt.</translation>
    </message>
    <message>
        <source>A payment has failed</source>
        <translation>Eine Zahlung ist gescheitert</translation>
    </message>
</context>
<context>
    <name>timecoin::UnlockPage</name>
    <message>
        <source>Unlock the wallet</source>
        <translation>Wallet entsperren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Unlock with the &amp;keychain</source>
        <translation>Mit dem Schlüssel&amp;bund entsperren</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>Everything about this wallet is encrypted until you open it: balance, history, labels. Coins sent to its addresses arrive all the same and are found then.</source>
        <translation>Alles in dieser Wallet ist verschlüsselt, bis Sie sie öffnen: Guthaben, Verlauf, Bezeichnungen. Münzen an ihre Adressen kommen trotzdem an und werden dann gefunden.</translation>
    </message>
    <message>
        <source>The keys to spend with are wiped from memory. Balance, addresses and history stay visible, and coins still arrive; only paying needs your passphrase.</source>
        <translation>Die Schlüssel zum Ausgeben sind aus dem Speicher gelöscht. Guthaben, Adressen und Verlauf bleiben sichtbar und Münzen kommen weiter an; nur zum Zahlen ist Ihre Passphrase nötig.</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>&amp;Jetzt nicht</translation>
    </message>
    <message>
        <source>Type your passphrase.</source>
        <translation>Geben Sie Ihre Passphrase ein.</translation>
    </message>
    <message>
        <source>Unlocking. This takes a moment on purpose.</source>
        <translation>Wird entsperrt. Das dauert mit Absicht einen Moment.</translation>
    </message>
    <message>
        <source>Asking the keychain. It may ask you for its own passphrase.</source>
        <translation>Der Schlüsselbund wird gefragt. Er verlangt vielleicht seine eigene Passphrase.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
</context>
<context>
    <name>timecoin::WalletPage</name>
    <message>
        <source>Opening the wallet</source>
        <translation>Wallet wird geöffnet</translation>
    </message>
    <message>
        <source>It takes a moment.</source>
        <translation>Es dauert einen Moment.</translation>
    </message>
    <message>
        <source>No wallet yet</source>
        <translation>Noch keine Wallet</translation>
    </message>
    <message>
        <source>Create one in a minute, or restore one from its words.</source>
        <translation>In einer Minute erstellt oder aus ihren Wörtern wiederhergestellt.</translation>
    </message>
    <message>
        <source>Create or restore</source>
        <translation>Wallet einrichten</translation>
    </message>
    <message>
        <source>The wallet is locked</source>
        <translation>Die Wallet ist gesperrt</translation>
    </message>
    <message>
        <source>Nothing of it is known until you open it with your passphrase.</source>
        <translation>Nichts von ihr ist bekannt, bis Sie sie mit Ihrer Passphrase öffnen.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>The wallet cannot be used</source>
        <translation>Die Wallet ist nicht nutzbar</translation>
    </message>
    <message>
        <source>%1 Balances can still change.</source>
        <translation>%1 Guthaben können sich noch ändern.</translation>
    </message>
    <message>
        <source>The history is being filled in: block %1 of %2. Receiving works already.</source>
        <translation>Der Verlauf wird ergänzt: Block %1 von %2. Empfangen geht schon.</translation>
    </message>
</context>
<context>
    <name>timecoin::WelcomePage</name>
    <message>
        <source>Welcome to TimeCoin</source>
        <translation>Willkommen bei TimeCoin</translation>
    </message>
    <message>
        <source>Money that is final within a second, and a program that shows you why. Nothing here needs an account or asks who you are.</source>
        <translation>Geld, das binnen einer Sekunde endgültig ist, und ein Programm, das zeigt, warum. Nichts hier braucht ein Konto oder fragt, wer Sie sind.</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>Wei&amp;ter</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Not launched yet.</source>
        <translation>Noch nicht gestartet.</translation>
    </message>
    <message>
        <source>Try it now</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>A network of your own on this computer, with four masternodes and free coins that are worth nothing. The best place to learn.</source>
        <translation>Ein eigenes Netz auf diesem Computer, mit vier Masternodes und kostenlosen Münzen, die nichts wert sind. Am besten zum Lernen.</translation>
    </message>
    <message>
        <source>Test network</source>
        <translation>Testnetz</translation>
    </message>
    <message>
        <source>Shared with others, with coins that are worth nothing.</source>
        <translation>Mit anderen geteilt, mit Münzen, die nichts wert sind.</translation>
    </message>
    <message>
        <source>Main network</source>
        <translation>Hauptnetz</translation>
    </message>
    <message>
        <source>Real money.</source>
        <translation>Echtes Geld.</translation>
    </message>
    <message>
        <source>&amp;Create a wallet</source>
        <translation>Wallet &amp;erstellen</translation>
    </message>
    <message>
        <source>Makes a new wallet and shows you the words that are its backup. Have paper and a pen at hand.</source>
        <translation>Erstellt eine neue Wallet und zeigt die Wörter, die ihre Sicherung sind. Legen Sie Papier und Stift bereit.</translation>
    </message>
    <message>
        <source>&amp;Restore a wallet</source>
        <translation>Wallet w&amp;iederherstellen</translation>
    </message>
    <message>
        <source>From the 12 to 24 words of a wallet that you have.</source>
        <translation>Aus den 12 bis 24 Wörtern einer Wallet, die Sie haben.</translation>
    </message>
    <message>
        <source>Just run a &amp;node</source>
        <translation>Nur ein &amp;Knoten</translation>
    </message>
    <message>
        <source>Helps the network and shows what happens in it, without a wallet. You can make one at any time.</source>
        <translation>Hilft dem Netz und zeigt, was darin geschieht, ohne Wallet. Sie können jederzeit eine erstellen.</translation>
    </message>
    <message>
        <source>Everything is kept in %1</source>
        <translation>Alles liegt in %1</translation>
    </message>
    <message>
        <source>Everything is kept in %1 (%2 free)</source>
        <translation>Alles liegt in %1 (%2 frei)</translation>
    </message>
    <message>
        <source>Nothing can be written to this folder. Start with another one: --datadir &lt;folder&gt;.</source>
        <translation>In diesen Ordner kann nichts geschrieben werden. Starten Sie mit einem anderen: --datadir &lt;Ordner&gt;.</translation>
    </message>
    <message>
        <source>This folder is on a drive in the network. If the connection breaks while something is written, files may be damaged. A folder on this computer is better.</source>
        <translation>Dieser Ordner ist auf einem Netzlaufwerk. Bricht die Verbindung beim Schreiben ab, können Dateien beschädigt werden. Ein Ordner auf diesem Computer ist besser.</translation>
    </message>
    <message>
        <source>There is little room left on this drive. The program stops writing before it is full, and then cannot follow the network.</source>
        <translation>Auf diesem Laufwerk ist wenig Platz. Das Programm hört auf zu schreiben, bevor es voll ist, und kann dem Netz dann nicht folgen.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
</context>
<context>
    <name>timecoin::WordEntry</name>
    <message>
        <source>This is not one of the words.</source>
        <translation>Das ist keines der Wörter.</translation>
    </message>
    <message numerus="yes">
        <source>%n words</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>How many words</source>
        <translation>Anzahl der Wörter</translation>
    </message>
    <message>
        <source>How &amp;many words are they?</source>
        <translation>Wie &amp;viele Wörter sind es?</translation>
    </message>
    <message>
        <source>Word number %1</source>
        <translation>Wort Nummer %1</translation>
    </message>
</context>
<context>
    <name>timecoin::WordGrid</name>
    <message>
        <source>Backup words</source>
        <translation>Sicherungswörter</translation>
    </message>
    <message>
        <source>Word %1: %2</source>
        <translation>Wort %1: %2</translation>
    </message>
</context>
<context>
    <name>timecoin::WordQuiz</name>
    <message>
        <source>Word number %1</source>
        <translation>Wort Nummer %1</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>Antwort %1</translation>
    </message>
</context>
</TS>
