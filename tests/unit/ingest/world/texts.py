"""One short story and what a site says around it, in languages that the reader's word lists know little or nothing of.

Written for these tests. The story is the same: a footbridge opens again. A site's own lines are those of its walls."""

# ruff: noqa: E501 - lines of text in many scripts

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """A language's texts. `gate`: heading, pitch, button, login. `letter`: heading, pitch, button. `consent`: heading, two
    paragraphs, yes, no. `missing`: heading, line, link home. `check`: heading, line. `login`: heading, line, button."""

    title: str
    author: str
    day: str
    story: tuple[str, ...]
    gate: tuple[str, str, str, str]
    letter: tuple[str, str, str]
    consent: tuple[str, str, str, str, str]
    missing: tuple[str, str, str]
    check: tuple[str, str]
    login: tuple[str, str, str]


# fmt: off
TONGUES: dict[str, Tongue] = {
    "hu": Tongue(
        title="Újra járható a kisvárosi gyaloghíd",
        author="Kovács Eszter",
        day="2026. február 14.",
        story=(
            "Szombaton reggel megnyitották a gyalogosok előtt a Rábaszegi hidat, amelyet két éve zártak le, miután az árvíz kimosta az egyik pillérét.",
            "Az első átkelők között volt Horváth Márta tanítónő is, aki eddig minden nap hat kilométert kerülte az iskoláig.",
            "„Azt hittem, nyugdíjba megyek, mire elkészül ez a híd” – mondta nevetve a túlsó parton.",
            "A felújítás négyszázmillió forintba került, a pénz nagyobb részét a megye adta.",
            "A kerékpárosoknak még várniuk kell: a rámpát csak májusban adják át, közölte a polgármester.",
        ),
        gate=("Szeretné végigolvasni?", "Teljes hozzáférés havi 1 990 Ft-ért, bármikor lemondható.", "Előfizetek", "Belépés"),
        letter=("Hírlevél", "Minden reggel a legfontosabbak a postaládájában.", "Feliratkozom"),
        consent=("Fontos számunkra az Ön magánélete", "Mi és 214 partnerünk sütiket tárolunk az Ön eszközén, hogy személyre szabott hirdetéseket mutassunk.", "Döntését később is módosíthatja az adatkezelési beállításoknál.", "Elfogadom", "További lehetőségek"),
        missing=("Hoppá! Ez az oldal eltűnt", "A keresett tartalom nincs meg, lehet, hogy átköltözött.", "Vissza a címlapra"),
        check=("Biztonsági ellenőrzés", "Kérjük, igazolja, hogy nem robot, mielőtt továbblép."),
        login=("Bejelentkezés", "A tartalom megtekintéséhez jelentkezzen be.", "Belépek"),
    ),
    "ro": Tongue(
        title="Podul pietonal din oraș se redeschide după doi ani",
        author="Ioana Munteanu",
        day="14 februarie 2026",
        story=(
            "Podul pietonal peste râul Târnița a fost redeschis sâmbătă dimineață, la doi ani după ce apele i-au luat unul dintre stâlpi.",
            "Printre primii care au trecut s-a aflat învățătoarea Maria Dobre, care ocolea zilnic șase kilometri până la școală.",
            "„Credeam că ies la pensie înainte să fie gata podul acesta”, a spus ea râzând pe celălalt mal.",
            "Lucrările au costat cinci milioane de lei, iar cea mai mare parte a venit de la județ.",
            "Bicicliștii mai au de așteptat: rampa va fi gata abia în mai, a anunțat primarul.",
        ),
        gate=("Vrei să afli mai departe?", "Ai parte de toate textele pentru 15 lei pe lună, renunți oricând.", "Vreau abonament", "Am deja cont"),
        letter=("Scrisoarea de dimineață", "Cinci știri alese, direct pe adresa ta.", "Mă înscriu"),
        consent=("Ne pasă de intimitatea ta", "Noi și cei 214 parteneri ai noștri păstrăm fișiere pe dispozitivul tău ca să îți arătăm reclame potrivite.", "Te poți răzgândi oricând din pagina de setări.", "Sunt de acord", "Mai multe opțiuni"),
        missing=("Pagina a plecat la plimbare", "Nu am găsit ce căutai la această adresă.", "Înapoi la prima pagină"),
        check=("Verificare de securitate", "Confirmă că nu ești un robot ca să mergi mai departe."),
        login=("Intră în cont", "Conținutul este rezervat celor autentificați.", "Autentificare"),
    ),
    "el": Tongue(
        title="Άνοιξε ξανά η πεζογέφυρα της πόλης",
        author="Ελένη Παππά",
        day="14 Φεβρουαρίου 2026",
        story=(
            "Το πρωί του Σαββάτου άνοιξε ξανά η πεζογέφυρα του ποταμού Λίβα, δύο χρόνια αφότου η πλημμύρα παρέσυρε έναν από τους στύλους της.",
            "Από τους πρώτους πέρασε η δασκάλα Μαρία Δήμου, που ως τώρα έκανε κάθε μέρα έξι χιλιόμετρα για το σχολείο.",
            "«Νόμιζα πως θα έβγαινα στη σύνταξη πριν τελειώσει αυτή η γέφυρα», είπε γελώντας στην απέναντι όχθη.",
            "Τα έργα κόστισαν ένα εκατομμύριο ευρώ και τα περισσότερα τα έδωσε η περιφέρεια.",
            "Οι ποδηλάτες θα περιμένουν: η ράμπα θα παραδοθεί τον Μάιο, ανακοίνωσε ο δήμαρχος.",
        ),
        gate=("Θέλετε τη συνέχεια;", "Όλα τα κείμενα με 4,90 € τον μήνα, διακοπή όποτε θέλετε.", "Γίνετε συνδρομητής", "Σύνδεση"),
        letter=("Το πρωινό γράμμα", "Πέντε ειδήσεις στο ταχυδρομείο σας.", "Εγγραφή"),
        consent=("Σεβόμαστε την ιδιωτικότητά σας", "Εμείς και οι 214 συνεργάτες μας αποθηκεύουμε πληροφορίες στη συσκευή σας για να σας δείχνουμε διαφημίσεις.", "Μπορείτε να αλλάξετε γνώμη όποτε θέλετε.", "Συμφωνώ", "Περισσότερες επιλογές"),
        missing=("Η σελίδα χάθηκε", "Δεν βρήκαμε αυτό που ψάχνετε.", "Στην αρχική"),
        check=("Έλεγχος ασφαλείας", "Επιβεβαιώστε ότι δεν είστε ρομπότ για να συνεχίσετε."),
        login=("Σύνδεση", "Για να δείτε το περιεχόμενο πρέπει να συνδεθείτε.", "Είσοδος"),
    ),
    "tr": Tongue(
        title="Kasabanın yaya köprüsü yeniden açıldı",
        author="Elif Karaca",
        day="14 Şubat 2026",
        story=(
            "Selin ayaklarından birini yıkmasından iki yıl sonra Kelkit üzerindeki yaya köprüsü cumartesi sabahı yeniden açıldı.",
            "İlk geçenler arasında, okula ulaşmak için her gün altı kilometre dolaşan öğretmen Meryem Aydın da vardı.",
            "“Bu köprü bitmeden emekli olurum sanıyordum” dedi Aydın, karşı kıyıda gülerek.",
            "Onarım otuz milyon liraya mal oldu, paranın çoğunu il özel idaresi verdi.",
            "Bisikletliler ise bekleyecek: belediye başkanı rampanın mayısta hazır olacağını söyledi.",
        ),
        gate=("Devamı sizi bekliyor", "Tüm yazılar ayda 79 ₺, dilediğinizde bırakın.", "Hemen katıl", "Üye girişi"),
        letter=("Sabah bülteni", "Beş haber her sabah kutunuzda.", "Kaydol"),
        consent=("Gizliliğinize önem veriyoruz", "Biz ve 214 iş ortağımız size uygun reklamlar göstermek için cihazınızda bilgi saklıyoruz.", "Kararınızı istediğiniz zaman değiştirebilirsiniz.", "Tamam", "Seçenekler"),
        missing=("Aradığınızı bulamadık", "Bu adreste artık bir şey yok.", "Ana sayfa"),
        check=("Güvenlik denetimi", "Devam etmek için robot olmadığınızı doğrulayın."),
        login=("Giriş yap", "Bu içeriği görmek için oturum açın.", "Giriş"),
    ),
    "hr": Tongue(
        title="Pješački most ponovno spaja dvije obale",
        author="Ivana Perković",
        day="14. veljače 2026.",
        story=(
            "Pješački most preko Kupice otvoren je u subotu ujutro, dvije godine nakon što je bujica odnijela jedan od stupova.",
            "Među prvima je prešla učiteljica Marija Babić, koja je dosad do škole svaki dan obilazila šest kilometara.",
            "„Mislila sam da ću u mirovinu prije nego što ovaj most bude gotov”, rekla je kroz smijeh na drugoj obali.",
            "Radovi su stajali milijun eura, a veći dio novca dala je županija.",
            "Biciklisti će pričekati: rampa će biti gotova u svibnju, najavio je gradonačelnik.",
        ),
        gate=("Što je bilo dalje?", "Svi tekstovi za 3,99 € mjesečno, otkažite kad želite.", "Pretplatite se", "Prijava"),
        letter=("Jutarnje pismo", "Pet vijesti svako jutro u vašem sandučiću.", "Prijavi me"),
        consent=("Vaša privatnost", "Mi i naših 214 partnera spremamo podatke na vaš uređaj radi prikaza oglasa.", "Odluku možete promijeniti u postavkama.", "Slažem se", "Više mogućnosti"),
        missing=("Stranica se izgubila", "Na ovoj adresi nema onoga što tražite.", "Na naslovnicu"),
        check=("Sigurnosna provjera", "Potvrdite da niste robot kako biste nastavili."),
        login=("Prijava", "Za pregled sadržaja morate se prijaviti.", "Prijavi se"),
    ),
    "uk": Tongue(
        title="Пішохідний міст у містечку знову відкрили",
        author="Оксана Бондар",
        day="14 лютого 2026",
        story=(
            "У суботу вранці знову відкрили пішохідний міст через Стривігор, який зачинили два роки тому, коли повінь підмила одну з опор.",
            "Серед перших перейшла вчителька Марія Коваль, яка досі щодня обходила шість кілометрів до школи.",
            "«Я думала, що піду на пенсію раніше, ніж його добудують», — сказала вона зі сміхом на іншому березі.",
            "Ремонт коштував двадцять мільйонів гривень, більшу частину дала область.",
            "Велосипедистам доведеться зачекати: пандус здадуть у травні, повідомив міський голова.",
        ),
        gate=("Хочете знати, що далі?", "Усі тексти за 99 грн на місяць, скасувати можна будь-коли.", "Передплатити", "Увійти"),
        letter=("Ранковий лист", "П’ять новин щоранку на вашу пошту.", "Підписатися"),
        consent=("Ми дбаємо про вашу приватність", "Ми та наші 214 партнерів зберігаємо інформацію на вашому пристрої, щоб показувати рекламу.", "Ви можете змінити рішення будь-коли.", "Погоджуюся", "Більше варіантів"),
        missing=("Тут порожньо", "За цією адресою нічого немає.", "На головну"),
        check=("Перевірка безпеки", "Підтвердьте, що ви не робот."),
        login=("Вхід", "Щоб переглянути, увійдіть.", "Увійти"),
    ),
    "he": Tongue(
        title="גשר הולכי הרגל בעיירה נפתח מחדש",
        author="נועה ברקאי",
        day="14 בפברואר 2026",
        story=(
            "גשר הולכי הרגל מעל נחל אשלים נפתח מחדש בשבת בבוקר, שנתיים אחרי ששיטפון סחף את אחד העמודים שלו.",
            "בין הראשונות לחצות הייתה המורה מרים דהן, שעד עכשיו עקפה מדי יום שישה קילומטרים בדרך לבית הספר.",
            "\"חשבתי שאצא לפנסיה לפני שהגשר הזה יהיה מוכן\", אמרה וצחקה בגדה השנייה.",
            "השיפוץ עלה ארבעה מיליון שקלים, ואת רובם נתנה המועצה האזורית.",
            "רוכבי האופניים יחכו: הכבש ייפתח רק במאי, הודיע ראש העיר.",
        ),
        gate=("רוצים לקרוא עד הסוף?", "כל הכתבות ב-19.90 ₪ לחודש, ביטול בכל עת.", "למסלולים", "כניסה"),
        letter=("מכתב הבוקר", "חמש ידיעות בכל בוקר לתיבה שלכם.", "הרשמה"),
        consent=("הפרטיות שלכם חשובה לנו", "אנחנו ו-214 השותפים שלנו שומרים מידע במכשיר שלכם כדי להציג פרסומות.", "אפשר לשנות את הבחירה בכל עת.", "מסכים", "אפשרויות נוספות"),
        missing=("העמוד הלך לאיבוד", "לא מצאנו את מה שחיפשתם.", "לעמוד הראשי"),
        check=("בדיקת אבטחה", "אשרו שאינכם רובוט כדי להמשיך."),
        login=("כניסה", "כדי לצפות בתוכן יש להתחבר.", "התחברות"),
    ),
    "hi": Tongue(
        title="कस्बे का पैदल पुल फिर खुला",
        author="सुनीता राणा",
        day="14 फ़रवरी 2026",
        story=(
            "बाढ़ में एक खंभा बह जाने के दो साल बाद सोनारी नदी का पैदल पुल शनिवार सुबह फिर से खोल दिया गया।",
            "सबसे पहले पार करने वालों में शिक्षिका मीरा जोशी थीं, जो अब तक स्कूल के लिए रोज छह किलोमीटर का चक्कर लगाती थीं।",
            "“मुझे लगता था कि पुल बनने से पहले मैं सेवानिवृत्त हो जाऊंगी,” उन्होंने दूसरे किनारे पर हंसते हुए कहा।",
            "मरम्मत पर आठ करोड़ रुपये खर्च हुए, जिनमें से ज्यादातर राज्य ने दिए।",
            "साइकिल सवारों को अभी रुकना होगा: ढलान मई में तैयार होगी, नगर प्रमुख ने बताया।",
        ),
        gate=("आगे क्या हुआ?", "सभी लेख केवल ₹99 प्रति माह, जब चाहें बंद करें।", "सदस्य बनें", "लॉग इन"),
        letter=("सुबह की चिट्ठी", "हर सुबह पांच खबरें आपके पते पर।", "जुड़ें"),
        consent=("आपकी निजता", "हम और हमारे 214 साझेदार विज्ञापन दिखाने के लिए आपके उपकरण पर जानकारी रखते हैं।", "आप अपना फैसला कभी भी बदल सकते हैं।", "सहमत हूं", "और विकल्प"),
        missing=("यह पन्ना खो गया", "आप जो ढूंढ रहे थे वह नहीं मिला।", "मुखपृष्ठ पर जाएं"),
        check=("सुरक्षा जांच", "आगे बढ़ने के लिए पुष्टि करें कि आप रोबोट नहीं हैं।"),
        login=("लॉग इन करें", "यह सामग्री देखने के लिए लॉग इन करें।", "प्रवेश"),
    ),
    "th": Tongue(
        title="สะพานคนเดินของเมืองเปิดอีกครั้ง",
        author="ดวงใจ ศรีสุข",
        day="14 กุมภาพันธ์ 2569",
        story=(
            "สะพานคนเดินข้ามแม่น้ำวังเงินเปิดใช้อีกครั้งเมื่อเช้าวันเสาร์ สองปีหลังจากน้ำท่วมพัดเสาต้นหนึ่งหายไป",
            "ครูมาลี ทองดี เป็นหนึ่งในคนแรกที่เดินข้าม ที่ผ่านมาเธอต้องอ้อมวันละหกกิโลเมตรเพื่อไปโรงเรียน",
            "“ฉันคิดว่าจะเกษียณก่อนสะพานนี้เสร็จเสียอีก” เธอพูดพลางหัวเราะที่อีกฝั่งหนึ่ง",
            "การซ่อมใช้เงินสามสิบล้านบาท ส่วนใหญ่มาจากจังหวัด",
            "คนขี่จักรยานยังต้องรอ ทางลาดจะเสร็จในเดือนพฤษภาคม นายกเทศมนตรีกล่าว",
        ),
        gate=("อยากอ่านต่อไหม", "ทุกเรื่องเพียง ฿59 ต่อเดือน ยกเลิกเมื่อใดก็ได้", "สมัครเลย", "เข้าสู่ระบบ"),
        letter=("จดหมายเช้า", "ห้าข่าวทุกเช้าถึงคุณ", "ลงชื่อ"),
        consent=("ความเป็นส่วนตัวของคุณ", "เราและพันธมิตร 214 รายเก็บข้อมูลบนอุปกรณ์ของคุณเพื่อแสดงโฆษณา", "คุณเปลี่ยนใจได้ทุกเมื่อ", "ยอมรับ", "ตัวเลือกอื่น"),
        missing=("ไม่พบหน้านี้", "สิ่งที่คุณหาไม่อยู่ที่นี่", "กลับหน้าแรก"),
        check=("ตรวจสอบความปลอดภัย", "โปรดยืนยันว่าคุณไม่ใช่หุ่นยนต์"),
        login=("เข้าสู่ระบบ", "กรุณาเข้าสู่ระบบเพื่อดูเนื้อหา", "เข้า"),
    ),
    "id": Tongue(
        title="Jembatan pejalan kaki kota dibuka lagi",
        author="Sri Lestari",
        day="14 Februari 2026",
        story=(
            "Jembatan pejalan kaki di atas Kali Wening dibuka lagi pada Sabtu pagi, dua tahun setelah banjir menghanyutkan salah satu tiangnya.",
            "Di antara yang pertama menyeberang ada guru Maryam Hadi, yang selama ini memutar enam kilometer setiap hari ke sekolah.",
            "“Saya kira saya sudah pensiun sebelum jembatan ini selesai,” katanya sambil tertawa di seberang.",
            "Perbaikan itu menelan biaya sepuluh miliar rupiah, sebagian besar dari provinsi.",
            "Pesepeda masih harus menunggu: jalur landai baru siap pada Mei, kata wali kota.",
        ),
        gate=("Ingin tahu lanjutannya?", "Semua tulisan hanya Rp29.000 per bulan, berhenti kapan saja.", "Langganan", "Masuk"),
        letter=("Surat pagi", "Lima kabar setiap pagi di kotak surat Anda.", "Daftar"),
        consent=("Privasi Anda penting", "Kami dan 214 mitra menyimpan informasi di perangkat Anda untuk menayangkan iklan.", "Pilihan bisa diubah kapan saja.", "Setuju", "Pilihan lain"),
        missing=("Halaman ini hilang", "Yang Anda cari tidak ada di alamat ini.", "Ke beranda"),
        check=("Pemeriksaan keamanan", "Pastikan Anda bukan robot untuk melanjutkan."),
        login=("Masuk", "Silakan masuk untuk melihat isi ini.", "Masuk"),
    ),
    "vi": Tongue(
        title="Cầu đi bộ của thị trấn mở lại",
        author="Lê Thu Hà",
        day="14/02/2026",
        story=(
            "Cầu đi bộ qua sông Lam Sơn mở lại vào sáng thứ Bảy, hai năm sau khi lũ cuốn mất một trụ cầu.",
            "Trong những người qua cầu đầu tiên có cô giáo Trần Mai, người lâu nay mỗi ngày phải đi vòng sáu cây số để đến trường.",
            "“Tôi tưởng mình về hưu trước khi cây cầu này xong,” cô cười nói ở bờ bên kia.",
            "Việc sửa chữa tốn hai mươi tỷ đồng, phần lớn do tỉnh chi.",
            "Người đi xe đạp còn phải chờ: đường dốc đến tháng Năm mới xong, chủ tịch thị trấn cho biết.",
        ),
        gate=("Bạn muốn đọc tiếp?", "Toàn bộ bài viết với 49.000 đ mỗi tháng, hủy bất cứ lúc nào.", "Đăng ký gói", "Đăng nhập"),
        letter=("Thư buổi sáng", "Năm tin mỗi sáng gửi đến bạn.", "Ghi danh"),
        consent=("Quyền riêng tư của bạn", "Chúng tôi và 214 đối tác lưu thông tin trên thiết bị của bạn để hiển thị quảng cáo.", "Bạn có thể đổi ý bất cứ lúc nào.", "Đồng ý", "Lựa chọn khác"),
        missing=("Trang này đã lạc", "Không tìm thấy nội dung bạn cần.", "Về trang chủ"),
        check=("Kiểm tra bảo mật", "Hãy xác nhận bạn không phải là rô bốt."),
        login=("Đăng nhập", "Vui lòng đăng nhập để xem nội dung.", "Vào"),
    ),
    "ko": Tongue(
        title="마을 보행교, 2년 만에 다시 열려",
        author="한지민",
        day="2026년 2월 14일",
        story=(
            "홍수로 교각 하나가 떠내려가 두 해 동안 닫혀 있던 은내천 보행교가 토요일 아침 다시 열렸다.",
            "가장 먼저 건넌 사람 가운데는 그동안 학교까지 날마다 6킬로미터를 돌아가야 했던 교사 문정희 씨도 있었다.",
            "“이 다리가 완성되기 전에 정년을 맞을 줄 알았어요.” 문 씨는 건너편에서 웃으며 말했다.",
            "공사비는 20억 원이 들었고 대부분을 도에서 냈다.",
            "자전거는 더 기다려야 한다. 경사로는 5월에야 끝난다고 군수는 밝혔다.",
        ),
        gate=("뒷이야기가 궁금하신가요?", "월 4,900원으로 모든 글을 보실 수 있습니다. 언제든 해지하세요.", "가입하기", "로그인"),
        letter=("아침 편지", "매일 아침 다섯 가지 소식을 보내 드립니다.", "신청"),
        consent=("개인정보 안내", "당사와 214개 파트너는 광고를 보여 드리기 위해 기기에 정보를 저장합니다.", "선택은 언제든 바꾸실 수 있습니다.", "모두 수락", "다른 선택"),
        missing=("길을 잃으셨나요", "이 주소에는 아무것도 없습니다.", "첫 화면으로"),
        check=("보안 확인", "계속하려면 사람임을 확인해 주세요."),
        login=("로그인", "내용을 보려면 로그인해 주세요.", "들어가기"),
    ),
    "ja": Tongue(
        title="町の歩道橋、二年ぶりに開通",
        author="森下あかね",
        day="2026年2月14日",
        story=(
            "洪水で橋脚の一本が流され、二年間閉じられていた銀川の歩道橋が、土曜日の朝に再び開通した。",
            "最初に渡った人のなかには、これまで毎日六キロを遠回りして学校に通っていた教師の大野まりさんもいた。",
            "「この橋が完成する前に定年になると思っていました」と、大野さんは対岸で笑った。",
            "工事費は二億円で、大部分を県が負担した。",
            "自転車はまだ通れない。斜路の完成は五月になると町長は述べた。",
        ),
        gate=("この先をお読みになりたい方へ", "月額980円ですべての記事をお楽しみいただけます。いつでも解約できます。", "お申し込み", "ログイン"),
        letter=("朝の便り", "毎朝五つの話題をお届けします。", "登録"),
        consent=("プライバシーについて", "当社と214の提携先は、広告を表示するためお使いの端末に情報を保存します。", "選択はいつでも変更できます。", "すべて許可", "その他の選択肢"),
        missing=("迷子になりました", "このアドレスには何もありません。", "トップへ戻る"),
        check=("セキュリティの確認", "続けるには、人間であることを確認してください。"),
        login=("ログイン", "ご覧になるにはログインしてください。", "入る"),
    ),
    "zh": Tongue(
        title="小鎮人行橋重新開放",
        author="林雅文",
        day="2026-02-14",
        story=(
            "因洪水沖走一根橋墩而關閉兩年的銀溪人行橋,於星期六早上重新開放。",
            "最先過橋的人當中有教師陳美玲,她過去每天要繞六公里路才能到學校。",
            "「我以為退休前都等不到這座橋完工,」她在對岸笑著說。",
            "工程花了五千萬元,大部分由縣府支付。",
            "騎單車的人還要再等:坡道五月才會完工,鎮長表示。",
        ),
        gate=("後面還有更多", "每月只要 NT$99,所有內容任您看,隨時可停。", "加入會員", "登入"),
        letter=("早晨來信", "每天早上五則消息寄給您。", "報名"),
        consent=("您的隱私", "我們與 214 個夥伴會在您的裝置上儲存資料,以顯示廣告。", "您可以隨時更改選擇。", "全部接受", "更多選項"),
        missing=("這裡什麼都沒有", "您要找的東西不在這個地址。", "回首頁"),
        check=("安全檢查", "請確認您是真人再繼續。"),
        login=("登入", "請先登入再觀看。", "進入"),
    ),
    "ar": Tongue(
        title="إعادة فتح جسر المشاة في البلدة",
        author="هدى السالم",
        day="14 فبراير 2026",
        story=(
            "أعيد صباح السبت فتح جسر المشاة فوق نهر الوادي الفضي بعد عامين من جرف السيول لأحد أعمدته.",
            "وكانت المعلمة مريم الحاج من أوائل العابرين، وكانت تقطع كل يوم ستة كيلومترات إضافية إلى المدرسة.",
            "وقالت ضاحكة على الضفة الأخرى: «ظننت أنني سأتقاعد قبل أن يكتمل هذا الجسر».",
            "وبلغت كلفة الأعمال عشرة ملايين درهم دفعت المحافظة معظمها.",
            "أما راكبو الدراجات فعليهم الانتظار حتى مايو حين ينتهي المنحدر، بحسب رئيس البلدية.",
        ),
        gate=("ماذا حدث بعد ذلك؟", "كل النصوص مقابل 15 درهما في الشهر، ويمكن الإلغاء متى شئت.", "انضم الآن", "دخول"),
        letter=("رسالة الصباح", "خمسة أخبار كل صباح إلى بريدك.", "تسجيل"),
        consent=("خصوصيتك تهمنا", "نحن وشركاؤنا البالغ عددهم 214 نحفظ معلومات على جهازك لعرض الإعلانات.", "يمكنك تغيير رأيك في أي وقت.", "موافق", "خيارات أخرى"),
        missing=("ضاعت الصفحة", "لا يوجد شيء في هذا العنوان.", "إلى الرئيسية"),
        check=("فحص الأمان", "أكد أنك لست روبوتا للمتابعة."),
        login=("دخول", "سجل دخولك لرؤية المحتوى.", "ادخل"),
    ),
    "et": Tongue(
        title="Linna jalakäijate sild avati uuesti",
        author="Kadri Mägi",
        day="14. veebruar 2026",
        story=(
            "Laupäeva hommikul avati uuesti Hõbejõe jalakäijate sild, mis suleti kaks aastat tagasi, kui suurvesi viis ühe posti.",
            "Esimeste seas läks üle õpetaja Maarja Tamm, kes käis seni iga päev kooli kuuekilomeetrise ringiga.",
            "„Arvasin, et jään enne pensionile, kui see sild valmis saab,“ ütles ta teisel kaldal naerdes.",
            "Töö maksis miljon eurot, suurema osa andis riik.",
            "Ratturid peavad veel ootama: kaldtee valmib mais, ütles linnapea.",
        ),
        gate=("Mis juhtus edasi?", "Kõik lood hinnaga 4,99 € kuus, loobu millal tahes.", "Telli", "Logi sisse"),
        letter=("Hommikukiri", "Viis uudist igal hommikul sinu postkasti.", "Liitun"),
        consent=("Sinu privaatsus", "Meie ja meie 214 partnerit salvestavad sinu seadmesse teavet, et näidata reklaami.", "Valikut saad alati muuta.", "Nõustun", "Rohkem valikuid"),
        missing=("Leht läks kaduma", "Siit ei leidnud me midagi.", "Avalehele"),
        check=("Turvakontroll", "Palun kinnita, et sa ei ole robot."),
        login=("Sisselogimine", "Sisu nägemiseks logi sisse.", "Sisene"),
    ),
}
